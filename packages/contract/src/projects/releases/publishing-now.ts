/**
 * What whoever publishes says among those who are in the project, in the place of where they write, until it is done: that
 * a large release is on its way. Heard of those alone who may publish there.
 */
export const publishingNow = 'publishing'
