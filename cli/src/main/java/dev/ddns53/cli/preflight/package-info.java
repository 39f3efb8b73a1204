/** What a deployment would meet in an account, looked at beforehand and without changing it. */
@NullMarked
package dev.ddns53.cli.preflight;

import org.jspecify.annotations.NullMarked;
