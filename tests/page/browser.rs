//! A headless Chromium and one page in it, driven by the DevTools protocol over two pipes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must fail"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// No answer takes longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

const ARGUMENTS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage \
    --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe";

pub(super) struct Browser {
    child: Child,
    commands: Option<ChildStdin>,
    answers: Receiver<Value>,
    last: u64,
    session: Option<String>,
    /// Whether the page's script runs.
    scripts: bool,
    /// What the page told meanwhile.
    events: Vec<Value>,
    /// Profile; gone when dropped.
    _folder: tempfile::TempDir,
}

impl Browser {
    /// A browser with an empty page of 1280 × 900, or none when there is no Chromium here.
    pub(super) fn start() -> Option<Self> {
        if !Command::new("chromium").arg("--version").output().is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: there is no `chromium` to open the page with");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        // The browser reads commands from descriptor 3 and answers on 4.
        let line = format!(
            "exec chromium {ARGUMENTS} --user-data-dir='{}' about:blank 3<&0 4>&1 1>/dev/null 0</dev/null",
            folder.path().display()
        );
        let mut child = Command::new("sh")
            .args(["-c", &line])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, answers) = channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { return };
                if sender.send(value).is_err() {
                    return;
                }
                message.clear();
            }
        });
        let commands = child.stdin.take();
        let mut browser = Self {
            child,
            commands,
            answers,
            last: 0,
            session: None,
            scripts: true,
            events: Vec::new(),
            _folder: folder,
        };
        let target = browser.send("Target.createTarget", json!({ "url": "about:blank" }))["targetId"].clone();
        let session = browser.send("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.send(&format!("{domain}.enable"), json!({}));
        }
        browser.size(1280, 900);
        Some(browser)
    }

    /// Sends a command and waits for its result.
    pub(super) fn send(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            command["sessionId"] = session.as_str().into();
        }
        let mut bytes = serde_json::to_vec(&command).unwrap();
        bytes.push(0);
        self.commands.as_mut().unwrap().write_all(&bytes).unwrap();
        loop {
            let mut message = self.answers.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{method}: {error}"));
            if message["id"] == self.last {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    /// Opens a file and waits until it is loaded and drawn.
    pub(super) fn open(&mut self, file: &Path) {
        self.events.clear();
        let url = format!("file://{}", file.display());
        let answer = self.send("Page.navigate", json!({ "url": url }));
        assert!(answer["errorText"].is_null(), "{answer}");
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.answers.recv_timeout(PATIENCE).expect("the page loads");
            self.events.push(event);
        }
        if self.scripts {
            self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))");
        }
    }

    /// The value of a JavaScript expression in the page; a promise is waited for.
    pub(super) fn run(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.send("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// The same, as text.
    pub(super) fn text(&mut self, expression: &str) -> String {
        let value = self.run(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression}: {value}")).to_owned()
    }

    /// The same, as texts.
    pub(super) fn texts(&mut self, expression: &str) -> Vec<String> {
        serde_json::from_value(self.run(expression)).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Presses and lets go of a key by its name: `Tab`, `Enter`, `ArrowDown`.
    pub(super) fn key(&mut self, key: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => 0,
        };
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let parameters = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": if kind == "keyDown" { text } else { "" } });
            self.send("Input.dispatchKeyEvent", parameters);
        }
    }

    /// Moves the pointer over the middle of an element, given as an expression.
    pub(super) fn point_at(&mut self, element: &str) {
        self.run(&format!("{element}.scrollIntoView({{ behavior: 'instant', block: 'center' }})"));
        let place = self
            .run(&format!("(r => [r.left + r.width / 2, r.top + r.height / 2])({element}.getBoundingClientRect())"));
        self.send("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": place[0], "y": place[1] }));
    }

    pub(super) fn size(&mut self, width: u32, height: u32) {
        let parameters = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.send("Emulation.setDeviceMetricsOverride", parameters);
    }

    pub(super) fn dark(&mut self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let feature = json!({ "name": "prefers-color-scheme", "value": value });
        self.send("Emulation.setEmulatedMedia", json!({ "media": "", "features": [feature] }));
    }

    pub(super) fn without_scripts(&mut self) {
        self.scripts = false;
        self.send("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// The page on paper, as a PDF file in this folder.
    pub(super) fn print(&mut self, folder: &Path) -> std::path::PathBuf {
        let answer = self.send("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": true }));
        let file = folder.join("page.pdf");
        std::fs::write(&file, base64(answer["data"].as_str().unwrap())).unwrap();
        file
    }

    /// Everything that the page has complained about, and every address it has asked for besides its own.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        // An answer comes after all that was told before it.
        self.run("0");
        let is_complaint = |event: &&Value| match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" | "Log.entryAdded" | "Runtime.consoleAPICalled" => true,
            "Network.requestWillBeSent" => {
                let url = event["params"]["request"]["url"].as_str().unwrap_or_default();
                let is_page = event["params"]["type"] == "Document" && url.starts_with("file://");
                !(is_page || url.starts_with("data:"))
            }
            _ => false,
        };
        self.events.iter().filter(is_complaint).map(|event| event["params"].to_string()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Without its pipe the browser ends by itself, and its helpers with it.
        self.commands = None;
        for _ in 0..100 {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn base64(text: &str) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xFF) as u8);
        }
    }
    out
}
