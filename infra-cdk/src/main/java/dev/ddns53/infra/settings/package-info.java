/** What an operator sets, checked and typed. */
@NullMarked
package dev.ddns53.infra.settings;

import org.jspecify.annotations.NullMarked;
