/** The approval rule of a project, over it. */
import type { Project } from '@copydesk/contract'
import { Dialog } from '../../../design/index.ts'
import { ApprovalRule } from '../../../projects/review/rule/ApprovalRule.tsx'

export function ProjectRule({ project, onClose }: { project: Project; onClose: () => void }) {
  return (
    <Dialog title="Approval rule" isOpen onClose={onClose} actions={null}>
      <ApprovalRule projectId={project.id} onClose={onClose} />
    </Dialog>
  )
}
