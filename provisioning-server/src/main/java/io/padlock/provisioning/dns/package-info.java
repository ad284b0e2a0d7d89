/** Names of boxes, answered from what they say: {@code 192-168-1-25.d73e7513.odoo-iot.com} is 192.168.1.25. */
package io.padlock.provisioning.dns;
