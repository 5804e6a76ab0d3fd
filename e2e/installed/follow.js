// Follows a channel from a position until the first publication, prints its type: node follow.js URL TOKEN POSITION
import { Realtime } from '@copydesk/client/realtime'

const [, , url, token, position] = process.argv
const realtime = new Realtime({ url, getToken: async () => token })
const { channel, ...since } = JSON.parse(position)
const membership = realtime.join(channel, {
  onPublication: ({ data }) => {
    console.log(`${realtime.getStatus().status} over ${realtime.getStatus().transport}: ${data.type}`)
    realtime.stop()
  },
  onReload: (reason) => console.log(`reload: ${reason}`),
  onClosed: ({ code, reason }) => console.log(`closed: ${code} ${reason}`),
})
membership.startAt(since)
realtime.start()
