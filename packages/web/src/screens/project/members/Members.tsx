/** Who is in a private project: a manager lets people and groups in and out; everybody may leave. */
import type { ApiError, CommandOutcome } from '@copydesk/client'
import type { Id, MemberRole, ProjectMember, ViewedProject } from '@copydesk/contract'
import { useCommands, useDesk, useGroups, useMembers } from '@copydesk/react'
import { useState } from 'react'
import { Badge, Button, Dialog, ErrorState, Select, SkeletonRows, Switch } from '../../../design/index.ts'
import { shownInPlace } from '../../../frame/failure-toasts.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { useSubmit } from '../../../session/use-submit.ts'
import styles from './Members.module.css'
import { memberRoleNames, memberRoleOptions } from './member-roles.ts'
import { NewMember } from './NewMember.tsx'

export function Members({ project, onClose }: { project: ViewedProject; onClose: () => void }) {
  const { api, person } = useDesk()
  const members = useMembers(project.id)
  const isManager = project.memberRole === 'manager'
  const commandIdOf = useCommandId()
  const [isOpening, setOpening] = useState(false)
  const commands = useCommands()
  const [failure, setFailure] = useState<ApiError | null>(null)
  const act = async (sent: Promise<CommandOutcome<unknown>>) => {
    const outcome = await sent
    if (!outcome.ok) shownInPlace(outcome)
    setFailure(outcome.ok ? null : outcome.error)
  }
  const set = ({ id, kind }: Pick<ProjectMember, 'id' | 'kind'>, role: MemberRole) =>
    void act(commands.setMember(project.id, { id, kind, role }))
  const remove = (id: Id) => void act(commands.removeMember(project.id, id))
  const opening = useSubmit<unknown>(onClose)
  const rows = members.data?.data
  return (
    <Dialog
      title="Members"
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <p>Only they see this project and the drafts that it holds, as far as their role on the site goes.</p>
      {members.status === 'error' && (
        <ErrorState error={members.error} onRetry={() => void members.refresh()} />
      )}
      {rows === undefined && members.status !== 'error' && <SkeletonRows label="Loading members" count={3} />}
      {rows !== undefined && (
        <ul aria-label="Members" className={styles.list}>
          {rows.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              onRole={isManager ? (role) => set(member, role) : null}
              onRemove={isManager || member.id === person.id ? () => remove(member.id) : null}
              isMe={member.id === person.id}
            />
          ))}
        </ul>
      )}
      {isManager && rows !== undefined && <NewMember members={rows} onAdd={set} />}
      {isManager && (
        <div className={styles.opening}>
          <Switch
            label="Open it to everybody"
            description="For good: everybody sees the project, its comments and the drafts that it holds."
            isSelected={isOpening}
            onChange={setOpening}
          />
          {isOpening && (
            <Button
              variant="danger"
              isPending={opening.isPending}
              onPress={() =>
                opening.submit(() =>
                  api.projects.openToEverybody(project.id, { commandId: commandIdOf({ open: project.id }) }),
                )
              }
            >
              Make it public
            </Button>
          )}
        </div>
      )}
      <div role="alert">
        {[failure, opening.error].map(
          (error) =>
            error !== null && (
              <p key={error.code} className={styles.failure}>
                {error.title}. {error.remedy}
              </p>
            ),
        )}
      </div>
    </Dialog>
  )
}

interface MemberRowProps {
  member: ProjectMember
  onRole: ((role: MemberRole) => void) | null
  onRemove: (() => void) | null
  isMe: boolean
}

function MemberRow({ member, onRole, onRemove, isMe }: MemberRowProps) {
  const nameOf = useNameOf()
  const groups = useGroups().data?.data
  const { id, kind, role, hasEntered } = member
  const name =
    kind === 'person'
      ? nameOf({ id, kind: 'person' })
      : (groups?.find((group) => group.id === id)?.name ?? 'A group')
  return (
    <li aria-label={name} className={styles.row}>
      <span className={styles.name}>
        <bdi>{name}</bdi> {kind === 'group' && <Badge>Group</Badge>}
        {hasEntered && <Badge tone="warning">Entered as administrator</Badge>}
      </span>
      {onRole === null ? (
        memberRoleNames[role]
      ) : (
        <Select
          label={`Role of ${name}`}
          labelPlace="hidden"
          options={memberRoleOptions}
          value={role}
          onChange={onRole}
        />
      )}
      {onRemove !== null && (
        <Button
          size="small"
          isStep
          aria-label={isMe ? 'Leave the project' : `Remove ${name}`}
          onPress={onRemove}
        >
          {isMe ? 'Leave' : 'Remove'}
        </Button>
      )}
    </li>
  )
}
