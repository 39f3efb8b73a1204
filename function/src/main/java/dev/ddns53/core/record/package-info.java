/** The record sets that names must have, who is elected for them, and how far each has got. */
@NullMarked
package dev.ddns53.core.record;

import org.jspecify.annotations.NullMarked;
