/**
 * Lambda's runtime as far as SnapStart goes: a context of checkpoints by the names that {@code
 * org.crac} looks for, and a program that holds a handler.
 */
@NullMarked
package dev.ddns53.snapshot;

import org.jspecify.annotations.NullMarked;
