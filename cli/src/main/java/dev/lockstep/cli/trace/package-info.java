/**
 * What {@code lockstep run --trace} and {@code --trace-text} write. {@link dev.lockstep.cli.trace.Traces} is the door: it opens
 * what {@link dev.lockstep.cli.trace.TraceChoices} asks for, and gives each hart an observer and each translator a listener.
 *
 * <p>A trace of events is an {@code EventFile} of Chrome trace events: a {@code HartTrack} for each hart writes turns, system
 * calls, forks, a {@code TranslatorTrack} what the translator does there, {@code Journeys} join what is sent with what arrives.
 * A text is lines in a {@code TraceSink}: a {@code StepText} for each hart writes those that a
 * {@link dev.lockstep.cli.trace.StepFilter} lets pass. Both formats are told in {@code docs/TRACING.md}.
 */
package dev.lockstep.cli.trace;
