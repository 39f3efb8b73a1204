/** EC2's DescribeInstances over its Query protocol, for a settable set of instances. */
@NullMarked
package dev.ddns53.emulator.ec2;

import org.jspecify.annotations.NullMarked;
