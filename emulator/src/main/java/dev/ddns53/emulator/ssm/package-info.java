/** SSM Parameter Store over its JSON protocol, with its real limits. */
@NullMarked
package dev.ddns53.emulator.ssm;

import org.jspecify.annotations.NullMarked;
