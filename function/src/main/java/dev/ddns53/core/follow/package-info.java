/** Sites that are EC2 instances: what EC2 says of them becomes their reports. */
@NullMarked
package dev.ddns53.core.follow;

import org.jspecify.annotations.NullMarked;
