/** All that runs in AWS. A request goes {@code handler → core → aws}; {@code Wiring} joins them. */
@NullMarked
package dev.ddns53;

import org.jspecify.annotations.NullMarked;
