/**
 * Measures: what the whole does under load, on this machine, against the emulator's real limits.
 */
@NullMarked
package dev.ddns53.bench;

import org.jspecify.annotations.NullMarked;
