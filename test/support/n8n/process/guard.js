// Loaded into n8n before n8n itself: when the process that started it is gone, however it went,
// n8n and its task runner go too.
process.on('disconnect', () => {
	if (process.platform === 'win32') process.exit(1);
	process.kill(-process.pid, 'SIGKILL');
});
process.channel?.unref();
