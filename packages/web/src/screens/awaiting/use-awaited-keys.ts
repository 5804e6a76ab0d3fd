/** What single keys do to the row that has the focus. */
import type { Awaited } from '@copydesk/contract'
import { gridKeys } from '../../design/index.ts'
import { useKeys } from '../../frame/keys/use-keys.ts'

export function useAwaitedKeys(rows: readonly Awaited[], settle: (rows: readonly Awaited[]) => unknown) {
  useKeys('In the table', gridKeys)
  useKeys('On a comment that mentions you', [
    {
      key: 'e',
      words: 'Done: nothing is left to do about it',
      run: (focused) => {
        const row = focused.closest<HTMLElement>('[role="grid"] [data-row-id]')
        void settle(rows.filter(({ id }) => id === row?.dataset.rowId))
      },
    },
  ])
}
