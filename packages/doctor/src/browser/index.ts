/** `@copydesk/doctor/browser`: the doctor in a page. */
export { createBrowserProbe, type PageSurroundings } from './browser-probe.ts'
export { type KnownOfPage, type PageWindow, readPage } from './page-evidence.ts'
