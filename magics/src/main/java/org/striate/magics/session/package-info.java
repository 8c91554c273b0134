/**
 * What a notebook may ask about itself: whom to cite, how a value was made and whether it comes out again, and its variables
 * in a file.
 */
package org.striate.magics.session;
