/**
 * Value types: what sites, names, addresses, reports and publications are. Untrusted text enters by
 * {@code parse}.
 */
@NullMarked
package dev.ddns53.core.model;

import org.jspecify.annotations.NullMarked;
