/**
 * What must always hold, attacked in simulated time: random histories, faults, deaths, lateness.
 */
@NullMarked
package dev.ddns53.model;

import org.jspecify.annotations.NullMarked;
