/** Who carries out which topic. */

import type { Topics } from '../jobs/topic.ts'
import { notify } from '../notifications/notify.ts'
import { redact } from '../notifications/redact.ts'
import { countProjects } from '../projects/project/count-projects.ts'

/** Handed to `Jobs` by the composition root. */
export const topics: Topics = { count: countProjects, notify, redact }
