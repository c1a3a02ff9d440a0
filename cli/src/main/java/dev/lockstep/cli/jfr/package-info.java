/**
 * Recordings with the JDK's flight recorder: {@link dev.lockstep.cli.jfr.FlightRecording} is the one that
 * {@code lockstep run --jfr} makes, the others are the events of our own in it. Nothing of this package, and so nothing of
 * the flight recorder, is loaded in a run without a recording.
 */
package dev.lockstep.cli.jfr;
