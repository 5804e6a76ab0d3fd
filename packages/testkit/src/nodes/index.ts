/** Several servers on one database, behind a proxy that sends each request to any of them. */
export { type StartedNodes, type StartNodesOptions, startNodes } from './start-nodes.ts'
