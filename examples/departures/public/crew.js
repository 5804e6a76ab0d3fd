/** The page for the crew: the same board, with buttons. */
import { followBoard } from './live-board.js'
import { rowOf, showStatus } from './rows.js'

const statuses = ['on time', 'boarding', 'departed', 'cancelled']

followBoard({
  showStatus,
  show: (departures, changedId) => {
    const rows = departures.map((departure) => {
      const row = rowOf(departure, changedId)
      row.insertCell().append(...buttons(departure))
      return row
    })
    document.querySelector('tbody').replaceChildren(...rows)
  },
})

/** The screen changes by the event, like everybody else's. */
function buttons({ id, to, status, minutesLate }) {
  const choices = statuses.filter((one) => one !== status).map((one) => [one, { status: one }])
  const later = ['+5 min', { minutesLate: minutesLate + 5 }]
  return [later, ...choices].map(([text, change]) => {
    const button = document.createElement('button')
    button.textContent = text
    button.ariaLabel = `${to}: ${text}`
    button.addEventListener('click', () => send(id, change))
    return button
  })
}

async function send(id, change) {
  const headers = { 'content-type': 'application/json' }
  await fetch(`/departures/${id}`, { method: 'PATCH', headers, body: JSON.stringify(change) })
}
