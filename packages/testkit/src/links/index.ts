/** Ways between servers that a test cuts, slows and mixes up. */
export { type Link, type LinkOptions, startLink } from './link.ts'
