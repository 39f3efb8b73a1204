/** One HTTP port for all emulated services: routing, faults on demand, call counts. */
@NullMarked
package dev.ddns53.emulator.http;

import org.jspecify.annotations.NullMarked;
