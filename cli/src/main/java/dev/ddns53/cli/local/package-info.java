/** What an operator does in AWS before sites can report, done for a local instance as it starts. */
@NullMarked
package dev.ddns53.cli.local;

import org.jspecify.annotations.NullMarked;
