/** The page for passengers. */
import { followBoard } from './live-board.js'
import { rowOf, showStatus } from './rows.js'

followBoard({
  showStatus,
  show: (departures, changedId) => {
    const rows = departures.map((departure) => rowOf(departure, changedId))
    document.querySelector('tbody').replaceChildren(...rows)
  },
})
