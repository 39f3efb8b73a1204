/** What ddns53 decides, without AWS, clock, or log. */
@NullMarked
package dev.ddns53.core;

import org.jspecify.annotations.NullMarked;
