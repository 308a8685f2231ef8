// The only script of ours in the editor's page: it stands between Monaco (as qtmonaco builds it) and the widget in
// monaco.py. qtmonaco's own script expects an object named "connector" on a QWebChannel; it gets a small stand-in made
// here, so that the channel itself carries nothing but the messages below.
(function () {
  "use strict";
  const Channel = window.QWebChannel;
  const MARKER_SEVERITY = { error: 8, warning: 4, info: 2 };
  const LONGEST_SETTLE_MS = 300;
  // What Escape closes inside Monaco; with none of these open, Escape is the application's.
  const OPEN_WIDGETS = [
    ".suggest-widget.visible",
    ".find-widget.visible",
    ".parameter-hints-widget.visible",
    ".monaco-hover:not(.hidden):not([aria-hidden='true'])",
    ".rename-box[style*='block']",
    ".quick-input-widget:not([style*='display: none'])",
    ".context-view .monaco-menu-container",
  ].join(",");

  window.QWebChannel = function (transport, whenOpen) {
    return new Channel(transport, (channel) => {
      let deliver = null;
      const connector = {
        javascript_data_sent: { connect: (receiver) => (deliver = receiver) },
        _receive: (name) => {
          if (name === "bridge_initialized") start(channel.objects.host, deliver);
        },
      };
      whenOpen({ objects: { connector } });
    });
  };

  // The names that monaco-core.js exports are minified and change with each build, so the interface is found by what
  // it can do.
  async function findMonaco() {
    const core = await import(new URL("assets/monaco-core.js", document.baseURI));
    const found = Object.values(core).find(
      (value) =>
        value && ["setModelMarkers", "getEditors", "defineTheme"].every((name) => typeof value[name] === "function")
    );
    if (!found) throw new Error("no export of monaco-core.js can set markers");
    return found;
  }

  function start(host, deliver) {
    findMonaco()
      .then((monaco) => run(host, deliver, monaco))
      .catch((error) => host.receive("failed", JSON.stringify(String(error))));
  }

  function run(host, deliver, monaco) {
    const editor = monaco.getEditors()[0];
    const model = () => editor.getModel();
    const send = (name, value) => host.receive(name, JSON.stringify(value));
    let generation = 0; // counts the texts that the application set; a message about an older one is out of date
    let loading = false;
    let pending = false;
    let keysSeen = 0;

    const state = () => ({
      generation,
      text: model().getValue(),
      offset: model().getOffsetAt(editor.getPosition()),
    });

    function prepareModel() {
      model().setEOL(0);
      model().updateOptions({ tabSize: 4, indentSize: 4, insertSpaces: true, trimAutoWhitespace: true });
    }

    // One message for all that changes in one turn (a paste, a replacement of every match).
    function report() {
      if (pending || loading) return;
      pending = true;
      queueMicrotask(() => {
        pending = false;
        if (!loading) send("text", state());
      });
    }

    const commands = {
      set_text({ text, generation: number }) {
        loading = true;
        generation = number;
        model().setValue(text);
        prepareModel();
        loading = false;
      },
      set_cursor(offset) {
        const position = model().getPositionAt(offset);
        editor.setPosition(position);
        editor.revealPositionInCenterIfOutsideViewport(position);
      },
      go_to_line(line) {
        const lineNumber = Math.min(Math.max(1, line), model().getLineCount());
        editor.setPosition({ lineNumber, column: model().getLineFirstNonWhitespaceColumn(lineNumber) || 1 });
        editor.revealLineInCenterIfOutsideViewport(lineNumber);
        editor.focus();
      },
      set_marks({ source, marks }) {
        monaco.setModelMarkers(
          model(),
          "mockint-" + source,
          marks.map((mark) => ({
            startLineNumber: mark.line,
            startColumn: mark.column,
            endLineNumber: mark.line,
            endColumn: mark.end_column,
            message: mark.message,
            severity: MARKER_SEVERITY[mark.severity],
          }))
        );
      },
      set_options(options) {
        editor.updateOptions(options);
      },
      set_theme(theme) {
        monaco.defineTheme("mockint", theme);
        monaco.setTheme("mockint");
        document.body.style.background = theme.colors["editor.background"];
      },
      show_find(query) {
        const find = editor.getContribution("editor.contrib.findController");
        editor.focus();
        editor.getAction("actions.find").run().then(() => {
          if (query) find.setSearchString(query);
        });
      },
      find_next(backwards) {
        const find = editor.getContribution("editor.contrib.findController");
        if (backwards) find.moveToPrevMatch();
        else find.moveToNextMatch();
      },
      // Keys come by another way than this message and may still be behind it: wait until as many have come as were
      // pressed (not for ever: an input method may keep some to itself), and for the last one's letter.
      settle(keysPressed) {
        const start = performance.now();
        (function look() {
          if (keysSeen < keysPressed && performance.now() - start < LONGEST_SETTLE_MS) return setTimeout(look, 1);
          keysSeen = keysPressed;
          setTimeout(() => send("settled", state()), 1);
        })();
      },
      focus() {
        editor.focus();
      },
      // qtmonaco's page has the client of a language server; it takes the address without its scheme, and null to end.
      language_server(address) {
        deliver("lsp_url", JSON.stringify(address));
      },
    };

    editor.onDidChangeModelContent(report);
    editor.onDidChangeCursorPosition(() => {
      if (!loading && !pending) send("cursor", { generation, offset: model().getOffsetAt(editor.getPosition()) });
    });
    window.addEventListener(
      "keydown",
      (event) => {
        keysSeen += 1;
        if (event.key !== "Escape" || event.isComposing) return;
        if (editor.getSelections().length > 1 || document.querySelector(OPEN_WIDGETS)) return;
        send("escape", null);
      },
      true
    );
    host.command.connect((name, value) => commands[name](JSON.parse(value)));
    prepareModel();
    send("ready", null);
  }
})();
