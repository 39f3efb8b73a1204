/**
 * The adapter of Instances: one action of EC2's Query protocol, signed by the SDK's signer and sent
 * by its HTTP client. The SDK's own module for EC2 is larger than all the rest together.
 */
@NullMarked
package dev.ddns53.aws.ec2;

import org.jspecify.annotations.NullMarked;
