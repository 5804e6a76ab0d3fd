/** The form of an approval rule, of the site or of a project. What others saved meanwhile is told, and never overwritten. */
import { ApiError } from '@copydesk/client'
import { type ApprovalRuleState, type Id, mostApprovalSteps } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, Select, Switch, showToast } from '../../../design/index.ts'
import { useMay } from '../../../people/use-may.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { sayShortage } from '../approval-words.ts'
import styles from './RuleForm.module.css'
import { changeOf, draftOf, faultOf, newStep, type RuleMode } from './rule-draft.ts'
import { StepFields } from './StepFields.tsx'

export interface RuleFormProps {
  /** Null: of the site. */
  projectId: Id | null
  state: ApprovalRuleState
  onClose?: () => void
}

const modes: readonly { value: RuleMode; label: string }[] = [
  { value: 'site', label: 'As the site asks' },
  { value: 'hand', label: 'Whoever reviews decides' },
  { value: 'steps', label: 'By approvals' },
]

export function RuleForm({ projectId, state, onClose }: RuleFormProps) {
  const { api } = useDesk()
  const isOfProject = projectId !== null
  const mayChange = useMay('review.rule')
  const [before, setBefore] = useState(state.revision)
  const [draft, setDraft] = useState(() => draftOf(state, isOfProject))
  const [fault, setFault] = useState<string | null>(null)
  const commandIdOf = useCommandId()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const isOutdated = state.revision > before
  const reload = () => {
    setBefore(state.revision)
    setDraft(draftOf(state, isOfProject))
  }
  const submit = () => {
    const found = faultOf(draft)
    setFault(found)
    if (found !== null) return
    const body = changeOf(draft, isOfProject)
    const options = { commandId: commandIdOf(body) }
    setPending(true)
    setError(null)
    const saved =
      projectId === null
        ? api.review.changeSiteRule(before, body, options)
        : api.review.changeProjectRule(projectId, before, body, options)
    saved
      .then(done, (reason: unknown) => {
        if (!(reason instanceof ApiError)) throw reason
        setError(reason)
      })
      .finally(() => setPending(false))
  }
  const done = ({ revision, shortages }: ApprovalRuleState) => {
    setBefore(revision)
    showToast({ tone: 'info', title: 'The rule is saved. What is in review goes on as it began.' })
    // A rule that cannot be met says so where it was made.
    if (shortages.length === 0) onClose?.()
  }
  const setStep = (at: number, step: (typeof draft.steps)[number]) =>
    setDraft({ ...draft, steps: draft.steps.map((one, index) => (index === at ? step : one)) })
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Select
        label="How it becomes ready"
        options={isOfProject ? modes : modes.filter(({ value }) => value !== 'site')}
        value={draft.mode}
        onChange={(mode) => setDraft({ ...draft, mode })}
        isDisabled={!mayChange}
      />
      {draft.mode === 'steps' && (
        <>
          <ol className={styles.steps}>
            {draft.steps.map((step, index) => (
              <StepFields
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
                key={index}
                number={index + 1}
                step={step}
                isDisabled={!mayChange}
                onChange={(next) => setStep(index, next)}
                onRemove={
                  draft.steps.length === 1
                    ? null
                    : () => setDraft({ ...draft, steps: draft.steps.filter((_, at) => at !== index) })
                }
              />
            ))}
          </ol>
          {draft.steps.length < mostApprovalSteps ? (
            <div>
              <Button
                size="small"
                isDisabled={!mayChange}
                icon={<Plus size={14} aria-hidden />}
                onPress={() => setDraft({ ...draft, steps: [...draft.steps, newStep] })}
              >
                Add a step
              </Button>
            </div>
          ) : (
            <p className={styles.soft}>A rule has at most {mostApprovalSteps} steps.</p>
          )}
          <Switch
            label="Who edited may approve"
            description="Otherwise nobody approves what they edited since it was last published."
            isSelected={draft.editorsMayApprove}
            isDisabled={!mayChange}
            onChange={(editorsMayApprove) => setDraft({ ...draft, editorsMayApprove })}
          />
        </>
      )}
      {state.shortages.length > 0 && (
        <ul role="status" aria-label="Steps that cannot be met" className={styles.shortages}>
          {state.shortages.map((shortage) => (
            <li key={shortage.step}>
              Step {shortage.step} {sayShortage(shortage)}. Until there are more, an administrator or project
              manager can overrule the rule.
            </li>
          ))}
        </ul>
      )}
      <div role="alert">
        {isOutdated && (
          <p className={styles.failure}>
            Somebody else changed the rule meanwhile.{' '}
            <Button size="small" onPress={reload}>
              Show theirs
            </Button>
          </p>
        )}
        {fault !== null && <p className={styles.failure}>{fault}</p>}
        {error !== null && (
          <p className={styles.failure}>
            {error.title}. {error.remedy}
          </p>
        )}
      </div>
      <div className={styles.actions}>
        {onClose !== undefined && <Button onPress={onClose}>{mayChange ? 'Cancel' : 'Close'}</Button>}
        {mayChange && (
          <Button variant="primary" type="submit" isPending={isPending}>
            Save the rule
          </Button>
        )}
      </div>
    </form>
  )
}
