// The browser comes from package.json; nothing is downloaded at install.
module.exports = { skipDownload: true };
