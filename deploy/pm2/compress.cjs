// Loaded before pm2-logrotate 3.0.0, whose `compress` never comes on: it compares with the text "true", and pmx 1.6.8, which
// reads its settings, has made the value true of it by then. Here it becomes a text again.
const file = require.resolve("pmx/lib/utils/autocast.js");
const cast = require(file);

require.cache[file].exports = (settings) => {
  const read = cast(settings);
  if (typeof read?.compress === "boolean") read.compress = String(read.compress);
  return read;
};
