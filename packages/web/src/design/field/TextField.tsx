/** Fields of one and of several lines with label, help and error. They know nothing about what is typed. */
import { type Ref, useId } from 'react'
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Field.module.css'

interface FieldWords {
  label: string
  /** Keeps the label for screen readers only, where the place says it already. */
  isLabelHidden?: boolean
  /** One line of help under the field. */
  description?: string
  /** What is wrong, in words; shown only while it is set. */
  error?: string | null
  placeholder?: string
}

type Base = Omit<AriaTextFieldProps, 'className' | 'children' | 'isInvalid'>

/** What the browser offers while somebody types; anything else may be typed as well. */
export interface Suggestion {
  value: string
}

export interface TextFieldProps extends Base, FieldWords {
  inputRef?: Ref<HTMLInputElement>
  suggestions?: readonly Suggestion[]
}

/** A field of one line. */
export function TextField({ inputRef, placeholder, suggestions, ...props }: TextFieldProps) {
  const listId = useId()
  const list = suggestions === undefined ? undefined : listId
  const { label, isLabelHidden = false, description, error, ...aria } = props
  return (
    <AriaTextField
      {...aria}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined && error !== null}
      className={styles.field}
    >
      {!isLabelHidden && <Label className={styles.label}>{label}</Label>}
      <Input dir="auto" className={styles.input} {...given({ placeholder, list, ref: inputRef })} />
      {suggestions !== undefined && (
        <datalist id={listId}>
          {suggestions.map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      <Words description={description} error={error} />
    </AriaTextField>
  )
}

export interface TextAreaProps extends Base, FieldWords {
  inputRef?: Ref<HTMLTextAreaElement>
}

/** A field of several lines that grows with its text. */
export function TextArea({ inputRef, placeholder, ...props }: TextAreaProps) {
  const { label, isLabelHidden = false, description, error, ...aria } = props
  return (
    <AriaTextField
      {...aria}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined && error !== null}
      className={styles.field}
    >
      {!isLabelHidden && <Label className={styles.label}>{label}</Label>}
      <AriaTextArea
        dir="auto"
        className={cx(styles.input, styles.area)}
        {...given({ placeholder, ref: inputRef })}
      />
      <Words description={description} error={error} />
    </AriaTextField>
  )
}

/** Leaves out what was not given: React Aria's types tell an absent property from an undefined one. */
function given<Props extends object>(
  props: Props,
): { [Key in keyof Props]?: Exclude<Props[Key], undefined> } {
  const entries = Object.entries(props).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Props]?: Exclude<Props[Key], undefined> }
}

function Words({
  description,
  error,
}: {
  description: string | undefined
  error: string | null | undefined
}) {
  return (
    <>
      {description !== undefined && (error === undefined || error === null) && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </>
  )
}
