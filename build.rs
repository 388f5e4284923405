//! The rules are embedded in the program: a changed or added file there means a new build.

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=assets");
}
