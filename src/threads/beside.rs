use std::thread;

/// Gives the memory of something large back beside what comes next: nobody waits for it, and a process that ends has no need to.
/// Where the system gives no thread, it is given back here.
pub fn drop_beside<T: Send + 'static>(large: T) {
    // What a refused thread was to drop is dropped with it.
    let _ = thread::Builder::new().spawn(move || drop(large));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_is_given_back_is_dropped() {
        struct Told(mpsc::Sender<()>);
        impl Drop for Told {
            fn drop(&mut self) {
                self.0.send(()).unwrap();
            }
        }
        let (told, dropped) = mpsc::channel();
        drop_beside(Told(told));
        assert_eq!(dropped.recv(), Ok(()));
    }
}
