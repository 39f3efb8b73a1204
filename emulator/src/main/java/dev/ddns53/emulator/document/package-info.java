/** What services answer with and keep, whatever their protocol. */
@NullMarked
package dev.ddns53.emulator.document;

import org.jspecify.annotations.NullMarked;
