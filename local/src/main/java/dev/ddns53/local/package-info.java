/** Everything on one machine: the HTTP front, the handlers, and AWS as the emulator plays it. */
@NullMarked
package dev.ddns53.local;

import org.jspecify.annotations.NullMarked;
