'use strict';

// The mock listens on all addresses and has no setting for that: whatever listens in this process listens on 127.0.0.1.
// The line it writes for each port is what KinesisServer waits for.

const net = require('node:net');

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (port, ...rest) {
  this.once('listening', () => console.log(`listening on 127.0.0.1:${this.address().port}`));
  const callback = rest.filter((argument) => typeof argument === 'function');
  return listen.call(this, port, '127.0.0.1', ...callback);
};
