/** The script of the worker that holds the one connection of this browser. */
import { serveRealtime } from '@copydesk/client/realtime-worker'
import { liveOptions } from './live-options.ts'

serveRealtime(liveOptions)
