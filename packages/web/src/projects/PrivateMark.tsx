/** Says of a private project that it is one; nothing for others. */
import type { Project } from '@copydesk/contract'
import { Lock } from 'lucide-react'

export function PrivateMark({ project }: { project: Pick<Project, 'visibility'> }) {
  return project.visibility === 'private' && <Lock size={13} role="img" aria-label="Private" />
}
