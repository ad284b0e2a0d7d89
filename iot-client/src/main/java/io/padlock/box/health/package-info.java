/** How the box is, for programs that watch boxes: probes, and figures in the form that Prometheus reads. */
package io.padlock.box.health;
