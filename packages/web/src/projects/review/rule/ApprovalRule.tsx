/** The approval rule of the site or of a project, loaded and live. */
import type { Id } from '@copydesk/contract'
import { useDesk, useLiveSnapshot } from '@copydesk/react'
import { ErrorState, SkeletonRows } from '../../../design/index.ts'
import { RuleForm } from './RuleForm.tsx'

export function ApprovalRule({ projectId, onClose }: { projectId: Id | null; onClose?: () => void }) {
  const rule = useLiveSnapshot(useDesk().lives.approvalRule(projectId))
  if (rule.data !== undefined) {
    return (
      <RuleForm projectId={projectId} state={rule.data} {...(onClose === undefined ? {} : { onClose })} />
    )
  }
  if (rule.status === 'error') {
    return <ErrorState error={rule.error} onRetry={() => void rule.refresh()} />
  }
  return <SkeletonRows label="Loading the rule" count={4} />
}
