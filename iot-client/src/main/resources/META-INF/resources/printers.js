// Shows a search as it goes, and whether this very browser trusts a printer. Without it the pages say the same when reloaded.
(function () {
  showSearch(document.getElementById("scan"));
  showTrust(document.getElementById("browser-check"));

  function showSearch(scan) {
    if (!scan || !scan.dataset.lang || !window.EventSource) {
      return;
    }
    var source = new EventSource("/printers/scan/events?lang=" + scan.dataset.lang);
    var sentence = null;
    source.addEventListener("scan", function (event) {
      var progress = JSON.parse(event.data);
      document.getElementById("scan-bar").value = progress.looked;
      // Who hears the page hears each sentence: one every two seconds, and the last.
      if (sentence === null) {
        window.setTimeout(function () {
          document.getElementById("scan-progress").textContent = sentence;
          sentence = null;
        }, 2000);
      }
      sentence = progress.says;
      var found = document.getElementById("scan-found");
      progress.found.slice(found.children.length).forEach(function (printer) {
        var link = document.createElement("a");
        link.href = "/printers/" + printer.address + "?lang=" + scan.dataset.lang;
        link.textContent = printer.address;
        var line = document.createElement("li");
        line.appendChild(link);
        found.appendChild(line);
      });
      if (!progress.running) {
        source.close();
        window.location.replace("/printers?lang=" + scan.dataset.lang);
      }
    });
  }

  // Nothing of the answer can be read from here; that one came tells that the certificate was taken, or that somebody forced it:
  // the page has no good word where the box knows that no browser would take it by itself.
  function showTrust(line) {
    if (!line || !window.AbortController) {
      return;
    }
    line.textContent = line.dataset.looking;
    var patience = new AbortController();
    window.setTimeout(function () { patience.abort(); }, 8000);
    fetch(line.dataset.url, { mode: "no-cors", cache: "no-store", credentials: "omit", signal: patience.signal }).then(
      function () { say("good" in line.dataset ? "good" : "forced"); },
      function () { say("bad"); });

    function say(what) {
      line.textContent = line.dataset[what];
      line.dataset.result = what;
      line.classList.add("told", what);
    }
  }
})();
