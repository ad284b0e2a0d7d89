/** What runs on a box. {@link io.padlock.box.provisioning.Keeper} tells the story; here it only starts. */
package io.padlock.box;
