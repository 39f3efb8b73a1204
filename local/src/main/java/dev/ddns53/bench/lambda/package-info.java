/** What AWS Lambda is to a function's process: its Runtime API, credentials, and a network. */
@NullMarked
package dev.ddns53.bench.lambda;

import org.jspecify.annotations.NullMarked;
