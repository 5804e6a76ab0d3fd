/** Which language to write in: one of those that are offered, or any other by its tag or its name in English. */
import type { Language } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { cx } from '../design/index.ts'
import styles from './LanguageField.module.css'
import { languageLabel, languageTyped } from './languages.ts'

export interface LanguageFieldProps {
  label: string
  /** As it was typed: `languageTyped` tells what it means. */
  value: string
  onChange: (typed: string) => void
  /** The most likely first. */
  offered: readonly Language[]
}

export function LanguageField({ label, value, onChange, offered }: LanguageFieldProps) {
  return (
    <ComboBox
      inputValue={value}
      onInputChange={onChange}
      defaultItems={offered.map((tag) => ({ id: tag, words: languageLabel(tag) }))}
      allowsCustomValue
      menuTrigger="focus"
      className={cx(styles.field)}
    >
      <Label className={cx(styles.label)}>{label}</Label>
      <div className={cx(styles.box)}>
        <Input maxLength={100} placeholder="Swedish, pt-BR …" className={cx(styles.input)} />
        <Button aria-label="Show the languages" className={cx(styles.button)}>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      <Text slot="description" className={cx(styles.description)}>
        {wordsFor(value, languageTyped(value, offered))}
      </Text>
      <Popover className={cx(styles.popover)}>
        <ListBox className={cx(styles.list)}>
          {({ id, words }: { id: Language; words: string }) => (
            <ListBoxItem id={id} textValue={words} className={cx(styles.option)}>
              {words}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function wordsFor(typed: string, language: Language | null): string {
  if (language !== null) return languageLabel(language)
  return typed.trim() === '' ? 'Choose one, or type a tag' : 'That is no language tag'
}
