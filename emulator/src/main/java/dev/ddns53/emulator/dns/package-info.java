/** An authoritative DNS server, UDP and TCP, for the zones that the emulated Route 53 holds. */
@NullMarked
package dev.ddns53.emulator.dns;

import org.jspecify.annotations.NullMarked;
