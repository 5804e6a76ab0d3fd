/**
 * Setup of `npm test`: a property that names no seed has the same cases on every push, so that a failure says something
 * about the change. `npm run test:long` searches further.
 */
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 42 })
