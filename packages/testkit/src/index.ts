/** What tests share: the real server as a process, the command line, a browser. */
export { type ApiCaller, cookiesOf, createApiCaller, signInAs } from './api-caller.ts'
export { type MadeCertificate, makeCertificate } from './certificates.ts'
export { cleanEnvironment, copydeskBin, type Ran, type RunOptions, runCopydesk } from './copydesk-bin.ts'
export { type HardMarkdown, hardMarkdown } from './hard-markdown.ts'
export { launchBrowser } from './launch-browser.ts'
export { type StartedHub, startHub } from './start-hub.ts'
export { type StartedMailServer, startMailServer } from './start-mail-server.ts'
export { type StartedServer, type StartServerOptions, startServer } from './start-server.ts'
