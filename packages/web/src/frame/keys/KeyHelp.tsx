/** All keys that act where one is, and the switch that takes the single ones away. */
import { useSyncExternalStore } from 'react'
import { Button, Dialog, Kbd, Switch } from '../../design/index.ts'
import { keyHelp } from '../open-state.ts'
import styles from './KeyHelp.module.css'
import { isApple, keyRegistry } from './key-registry.ts'

export function KeyHelp() {
  const groups = useSyncExternalStore(keyRegistry.subscribe, keyRegistry.groups)
  const isOn = useSyncExternalStore(keyRegistry.subscribe, keyRegistry.areSingleKeysOn)
  const close = () => keyHelp.setOpen(false)
  return (
    <Dialog title="Keys" size="wide" isOpen onClose={close} actions={<Button onPress={close}>Close</Button>}>
      <div className={styles.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.keys}>
              {keys.map(({ key, words }) => (
                <div key={key}>
                  <dt>
                    <Kbd>{printed(key)}</Kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        label="Single keys"
        description="Keys without Ctrl or Cmd. Switch them off where a screen reader or dictation presses them by mistake."
        isSelected={isOn}
        onChange={(next) => keyRegistry.setSingleKeysOn(next)}
      />
    </Dialog>
  )
}

function printed(key: string): string {
  return key
    .replace('Mod+', isApple ? '⌘' : 'Ctrl ')
    .replace('Alt+', isApple ? '⌥' : 'Alt ')
    .replace(/\b[a-z]$/, (letter) => letter.toUpperCase())
}
