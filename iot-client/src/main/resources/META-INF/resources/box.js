// Shows what an attempt is at while it goes, and the page anew when it is over. Without it the page says the same when reloaded.
(function () {
  // Whoever reloads the page wants the box to try: the address that only looks is not to stay.
  if (/[?&]watch/.test(window.location.search)) {
    window.history.replaceState(null, "", "/?lang=" + document.documentElement.lang);
  }
  var steps = document.getElementById("steps");
  if (!steps || !window.EventSource) {
    return;
  }
  var source = new EventSource("/events");
  source.addEventListener("step", function (event) {
    var words = steps.dataset[event.data.toLowerCase()];
    if (!words) {
      return;
    }
    if (event.data === "LOOKING") {
      steps.textContent = "";
    }
    steps.hidden = false;
    var step = document.createElement("li");
    step.textContent = words;
    steps.appendChild(step);
    if (event.data === "DONE") {
      source.close();
      window.setTimeout(function () {
        window.location.replace("/?watch=done&lang=" + document.documentElement.lang);
      }, 600);
    }
  });
})();
