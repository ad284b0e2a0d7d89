// Shows what an attempt is at while it goes, and the page anew when it is over. Without it the page says the same when reloaded.
(function () {
  // The box is gone for some seconds; its page comes back when it does.
  function showRestart(list) {
    if (!list) {
      return;
    }
    var begun = Date.now();
    var wasGone = false;
    say("ending");
    window.setTimeout(look, 700);

    function say(what) {
      var step = document.createElement("li");
      step.textContent = list.dataset[what];
      list.appendChild(step);
    }
    function look() {
      // A box without power does not even refuse.
      var patience = new AbortController();
      window.setTimeout(function () { patience.abort(); }, 3000);
      fetch("/status", { cache: "no-store", signal: patience.signal }).then(isThere, isGone);
    }
    function isGone() {
      if (!wasGone) {
        wasGone = true;
        say("starting");
      }
      lookAgain();
    }
    function isThere() {
      if (!wasGone) {
        lookAgain();
        return;
      }
      say("back");
      window.location.replace("/?watch=restart&lang=" + document.documentElement.lang);
    }
    function lookAgain() {
      if (Date.now() - begun > 90000) {
        say("late");
      } else {
        window.setTimeout(look, 700);
      }
    }
  }

  // Whoever reloads the page wants the box to try: the address that only looks is not to stay.
  if (/[?&]watch/.test(window.location.search)) {
    window.history.replaceState(null, "", "/?lang=" + document.documentElement.lang);
  }
  showRestart(document.getElementById("restart"));
  var steps = document.getElementById("steps");
  if (!steps || !window.EventSource) {
    return;
  }
  var source = new EventSource("/events");
  // It ended before this page listened.
  source.addEventListener("hello", function (event) {
    if (event.data !== steps.dataset.mark) {
      source.close();
      showTheEnd();
    }
  });
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
      window.setTimeout(showTheEnd, 600);
    }
  });
  function showTheEnd() {
    window.location.replace("/?watch=done&lang=" + document.documentElement.lang);
  }
})();
