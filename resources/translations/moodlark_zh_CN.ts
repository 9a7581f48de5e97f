<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Command</name>
        <message>
            <source>0: what you know well, 1: what you never heard (default: 0.5)</source>
            <translation>0：你熟悉的，1：你从没听过的（默认 0.5）</translation>
        </message>
        <message>
            <source>12 dB quieter</source>
            <translation>音量降低 12 dB</translation>
        </message>
        <message>
            <source>A music player that knows how music feels. Without a command: the window.</source>
            <translation>懂得音乐情绪的播放器。不带命令时打开窗口。</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>准确率</translation>
        </message>
        <message>
            <source>Accuracy of those</source>
            <translation>其中的准确率</translation>
        </message>
        <message>
            <source>Are they gone?</source>
            <translation>它们确实不在了吗？</translation>
        </message>
        <message>
            <source>Arousal in its 80 % interval</source>
            <translation>活力落在 80% 区间内</translation>
        </message>
        <message>
            <source>Arousal r</source>
            <translation>活力 r</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>歌手</translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Calibration error</source>
            <translation>校准误差</translation>
        </message>
        <message>
            <source>Clips</source>
            <translation>片段</translation>
        </message>
        <message>
            <source>Clips of the training</source>
            <translation>训练用过的片段</translation>
        </message>
        <message>
            <source>Clips with a place</source>
            <translation>有位置的片段</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>反差</translation>
        </message>
        <message>
            <source>DIR</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Decoding</source>
            <translation>正在解码</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>EVENT</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Encoders</source>
            <translation>编码器</translation>
        </message>
        <message>
            <source>Energy</source>
            <translation>活力</translation>
        </message>
        <message>
            <source>Every file can be used.</source>
            <translation>所有文件都可以使用。</translation>
        </message>
        <message>
            <source>Every song is there once.</source>
            <translation>每首歌都只有一份。</translation>
        </message>
        <message>
            <source>FILE</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>FILE|NAME</source>
            <translation>文件|名称</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Felt emotions, mean r</source>
            <translation>听者感受到的情绪，平均 r</translation>
        </message>
        <message>
            <source>Files are only listed. Moodlark never deletes or changes one.</source>
            <translation>只是列出文件。Moodlark 绝不删除或改动任何文件。</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Forget all plays, ratings, favourites, corrections, check-ins, playlists and the queue, and the daily copies of them, for good?</source>
            <translation>要永久忘记全部播放记录、评分、收藏、更正、心情记录、播放列表和队列，连同它们的每日副本吗？</translation>
        </message>
        <message>
            <source>Given a mood</source>
            <translation>给出情绪</translation>
        </message>
        <message>
            <source>Given a style</source>
            <translation>给出风格</translation>
        </message>
        <message>
            <source>Given a verdict</source>
            <translation>给出判断</translation>
        </message>
        <message>
            <source>How to play</source>
            <translation>怎样播放</translation>
        </message>
        <message>
            <source>How to tag</source>
            <translation>分析方式</translation>
        </message>
        <message>
            <source>How to train</source>
            <translation>如何训练</translation>
        </message>
        <message>
            <source>I do not understand: {names}</source>
            <translation>看不懂：{names}</translation>
        </message>
        <message>
            <source>If they are gone: moodlark scan --believe</source>
            <translation>如果确实不在了：moodlark scan --believe</translation>
        </message>
        <message>
            <source>In your library</source>
            <translation>在音乐库中</translation>
        </message>
        <message>
            <source>It cannot be offered for this wish.</source>
            <translation>按现在的要求，它不会被选中。</translation>
        </message>
        <message>
            <source>It is not in the queue. As the next track:</source>
            <translation>它不在队列里。如果作为下一首：</translation>
        </message>
        <message>
            <source>It is number {place} of what comes.</source>
            <translation>它是接下来的第 {place} 首。</translation>
        </message>
        <message>
            <source>It is the track at which the queue stands.</source>
            <translation>队列现在停在这一首。</translation>
        </message>
        <message>
            <source>It stands in the queue's history.</source>
            <translation>它在队列的历史记录里。</translation>
        </message>
        <message>
            <source>Journeys</source>
            <translation>旅程</translation>
        </message>
        <message>
            <source>Kept out of queues</source>
            <translation>不自动进入队列</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>调</translation>
        </message>
        <message>
            <source>Learning from the teachers</source>
            <translation>正在向教师网络学习</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Listening</source>
            <translation>正在聆听</translation>
        </message>
        <message>
            <source>Loudness</source>
            <translation>响度</translation>
        </message>
        <message>
            <source>MP3 at 64 kb/s</source>
            <translation>64 kb/s 的 MP3</translation>
        </message>
        <message>
            <source>Mean F1</source>
            <translation>平均 F1</translation>
        </message>
        <message>
            <source>Measuring how loud {count} file is…</source>
            <translation>正在测量 {count} 个文件的响度…</translation>
        </message>
        <message>
            <source>Measuring how loud {count} files are…</source>
            <translation>正在测量 {count} 个文件的响度…</translation>
        </message>
        <message>
            <source>Measuring. Other programs at work make the figures worse.</source>
            <translation>正在测量。其他程序忙碌时，结果会偏慢。</translation>
        </message>
        <message>
            <source>Mood</source>
            <translation>情绪</translation>
        </message>
        <message>
            <source>Mood unsure</source>
            <translation>情绪拿不准</translation>
        </message>
        <message>
            <source>NAME</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>NAME|V,A</source>
            <translation>名称|V,A</translation>
        </message>
        <message>
            <source>NAME|V,A|now</source>
            <translation>名称|V,A|now</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>No track fits. Are they tagged yet? moodlark status tells, moodlark tag does it.</source>
            <translation>没有合适的曲目。分析过了吗？用 moodlark status 查看，用 moodlark tag 分析。</translation>
        </message>
        <message>
            <source>No track fits: all lie below the floor, are excluded or not tagged yet.</source>
            <translation>没有合适的曲目：它们都低于下限、被排除了，或者还没有分析。</translation>
        </message>
        <message>
            <source>None of the labelled clips can be used.</source>
            <translation>带标注的片段中没有一个能用。</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Nothing is learned from “{event}”, so it is not in the ledger. To forget it all the same: moodlark forget {event}</source>
            <translation>“{event}”没有教会任何东西，所以不在账本里。仍要忘掉它，请用：moodlark forget {event}</translation>
        </message>
        <message>
            <source>Nothing keeps it out: it is number {rank} of {rivals} tracks that may come next.</source>
            <translation>没有什么限制它：在可以接下来播放的 {rivals} 首里，它排第 {rank} 位。</translation>
        </message>
        <message>
            <source>Nothing was forgotten. To be sure, add --yes.</source>
            <translation>什么都没有忘记。确定要这样做，请加上 --yes。</translation>
        </message>
        <message>
            <source>Nothing was learned yet.</source>
            <translation>还没有学到什么。</translation>
        </message>
        <message>
            <source>Numbers an artist</source>
            <translation>每位歌手的数值</translation>
        </message>
        <message>
            <source>Of a mood: its quadrant</source>
            <translation>按心情：象限一致</translation>
        </message>
        <message>
            <source>Of a mood: the nearest mood</source>
            <translation>按心情：最近的心情一致</translation>
        </message>
        <message>
            <source>Of a quadrant: that quadrant</source>
            <translation>按象限：象限一致</translation>
        </message>
        <message>
            <source>Options of every command</source>
            <translation>通用选项</translation>
        </message>
        <message>
            <source>Opus at 24 kb/s</source>
            <translation>24 kb/s 的 Opus</translation>
        </message>
        <message>
            <source>PATH|ID</source>
            <translation>路径|编号</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Pieces of music</source>
            <translation>音乐曲目</translation>
        </message>
        <message>
            <source>Play what? Name files, or a mood or a style.</source>
            <translation>播放什么？请给出文件，或一种情绪或风格。</translation>
        </message>
        <message>
            <source>Played with</source>
            <translation>播放增益</translation>
        </message>
        <message>
            <source>Pleasantness</source>
            <translation>愉悦度</translation>
        </message>
        <message>
            <source>Pleasantness of the words</source>
            <translation>歌词愉悦度</translation>
        </message>
        <message>
            <source>Plots need matplotlib, which is not installed. Install Moodlark with its “train” extra: pip install moodlark[train]</source>
            <translation>绘图需要 matplotlib，但尚未安装。请安装带有“train”附加组件的 Moodlark：pip install moodlark[train]</translation>
        </message>
        <message>
            <source>Quadrant accuracy</source>
            <translation>象限准确率</translation>
        </message>
        <message>
            <source>Quadrant accuracy of the surest</source>
            <translation>最有把握部分的象限准确率</translation>
        </message>
        <message>
            <source>Quadrant calibration error</source>
            <translation>象限校准误差</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>音质</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>正在读歌词</translation>
        </message>
        <message>
            <source>Refused as no music</source>
            <translation>被当作非音乐拒绝</translation>
        </message>
        <message>
            <source>Replaying</source>
            <translation>正在重放</translation>
        </message>
        <message>
            <source>SIMULATED: {count} plays written</source>
            <translation>模拟：已写出 {count} 次播放</translation>
        </message>
        <message>
            <source>Say one of: ids to forget, --list, --track or --all. moodlark forget --list shows the ids.</source>
            <translation>请给出其中一种：要忘记的编号、--list、--track 或 --all。moodlark forget --list 会列出编号。</translation>
        </message>
        <message>
            <source>Scanning</source>
            <translation>正在扫描</translation>
        </message>
        <message>
            <source>Sentences</source>
            <translation>句子</translation>
        </message>
        <message>
            <source>Several playlists are called “{name}”. Say which by its number: {numbers}.</source>
            <translation>有多个播放列表名为“{name}”。请用编号指明：{numbers}。</translation>
        </message>
        <message>
            <source>Simulated listeners, {count} corrections each:</source>
            <translation>模拟听者，每人 {count} 次更正：</translation>
        </message>
        <message>
            <source>Simulating</source>
            <translation>正在模拟</translation>
        </message>
        <message>
            <source>Something is missing: {names}</source>
            <translation>缺少：{names}</translation>
        </message>
        <message>
            <source>Songs</source>
            <translation>歌曲</translation>
        </message>
        <message>
            <source>Songs of the training</source>
            <translation>训练时用过的歌曲</translation>
        </message>
        <message>
            <source>Sounds that are no music</source>
            <translation>非音乐声音</translation>
        </message>
        <message>
            <source>Stopped. What was finished is kept.</source>
            <translation>已停止，完成的部分都已保存。</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>Style accuracy</source>
            <translation>风格准确率</translation>
        </message>
        <message>
            <source>Style accuracy of the surest</source>
            <translation>最有把握部分的风格准确率</translation>
        </message>
        <message>
            <source>Style calibration error</source>
            <translation>风格校准误差</translation>
        </message>
        <message>
            <source>TEXT</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>TRACK</source>
            <translation>曲目</translation>
        </message>
        <message>
            <source>Tagged</source>
            <translation>已分析</translation>
        </message>
        <message>
            <source>Telling passage</source>
            <translation>关键段落</translation>
        </message>
        <message>
            <source>Tempo</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>The file {path} cannot be written: {reason}</source>
            <translation>无法写入文件 {path}：{reason}</translation>
        </message>
        <message>
            <source>The file {path} holds no figures.</source>
            <translation>文件 {path} 里没有评估数据。</translation>
        </message>
        <message>
            <source>The folder {path} cannot be made: {reason}</source>
            <translation>无法创建文件夹 {path}：{reason}</translation>
        </message>
        <message>
            <source>The input</source>
            <translation>输入内容</translation>
        </message>
        <message>
            <source>The last {count} day</source>
            <translation>最近 {count} 天</translation>
        </message>
        <message>
            <source>The last {count} days</source>
            <translation>最近 {count} 天</translation>
        </message>
        <message>
            <source>The library is empty. First: moodlark scan DIR</source>
            <translation>音乐库是空的。请先运行：moodlark scan 文件夹</translation>
        </message>
        <message>
            <source>The playlist “{name}” is added, with {count} track.</source>
            <translation>已添加播放列表“{name}”，共 {count} 首。</translation>
        </message>
        <message>
            <source>The playlist “{name}” is added, with {count} tracks.</source>
            <translation>已添加播放列表“{name}”，共 {count} 首。</translation>
        </message>
        <message>
            <source>The playlist “{name}” was there already.</source>
            <translation>播放列表“{name}”原本就有。</translation>
        </message>
        <message>
            <source>The queue is on a journey; this was judged by the mood at its end.</source>
            <translation>队列正在旅程中；这里按旅程终点的情绪判断。</translation>
        </message>
        <message>
            <source>The style is the one written in the file.</source>
            <translation>风格取自文件自带的标签。</translation>
        </message>
        <message>
            <source>The teacher {file} is missing.</source>
            <translation>缺少教师网络文件 {file}。</translation>
        </message>
        <message>
            <source>The teachers cannot be read without {library}, which is not installed. Install Moodlark with its “train” extra: pip install moodlark[train]</source>
            <translation>读取教师网络需要 {library}，但尚未安装。请安装带有“train”附加组件的 Moodlark：pip install moodlark[train]</translation>
        </message>
        <message>
            <source>There are no clips in {file}.</source>
            <translation>{file} 里没有片段。</translation>
        </message>
        <message>
            <source>There are no encoders in {folder}: {reason}</source>
            <translation>{folder} 里没有可用的编码器：{reason}</translation>
        </message>
        <message>
            <source>There are no folds {folds}.</source>
            <translation>没有 {folds} 这几份。</translation>
        </message>
        <message>
            <source>There are no labelled lyrics in {folder}.</source>
            <translation>{folder} 里没有带标注的歌词。</translation>
        </message>
        <message>
            <source>There is no command “{name}”</source>
            <translation>没有“{name}”这个命令</translation>
        </message>
        <message>
            <source>There is no file {path}.</source>
            <translation>找不到文件 {path}。</translation>
        </message>
        <message>
            <source>There is no folder {path}.</source>
            <translation>找不到文件夹 {path}。</translation>
        </message>
        <message>
            <source>There is no music in {folder}.</source>
            <translation>{folder} 中没有音乐。</translation>
        </message>
        <message>
            <source>There is no playlist called “{name}”. Playlists: {known}.</source>
            <translation>没有名为“{name}”的播放列表。现有：{known}。</translation>
        </message>
        <message>
            <source>There is no track {name} in your library.</source>
            <translation>音乐库里没有 {name} 这首曲目。</translation>
        </message>
        <message>
            <source>There is no “{event}” to forget. moodlark forget --list shows what there is.</source>
            <translation>没有可忘记的“{event}”。moodlark forget --list 会列出现有的内容。</translation>
        </message>
        <message>
            <source>These folds are not the ones the encoders were made for: what would be tested was heard before. Make encoders for these folds, with --distil.</source>
            <translation>编码器不是按这些折训练的，其中有要测试却已听过的片段。请用 --distil 按这些折重新训练编码器。</translation>
        </message>
        <message>
            <source>This cannot be combined with {name}</source>
            <translation>不能与 {name} 同时使用</translation>
        </message>
        <message>
            <source>Too few clips have both valence and arousal: {count}.</source>
            <translation>同时有愉悦度和活力标注的片段太少：{count}。</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>曲目</translation>
        </message>
        <message>
            <source>Tracks per second</source>
            <translation>每秒曲目数</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>正在训练</translation>
        </message>
        <message>
            <source>Tried again when the file changes.</source>
            <translation>文件改变后会再试。</translation>
        </message>
        <message>
            <source>Tried {count} time; again after {when}, or with the next moodlark scan.</source>
            <translation>已试 {count} 次；{when} 之后再试，或在下次运行 moodlark scan 时再试。</translation>
        </message>
        <message>
            <source>Tried {count} times; again after {when}, or with the next moodlark scan.</source>
            <translation>已试 {count} 次；{when} 之后再试，或在下次运行 moodlark scan 时再试。</translation>
        </message>
        <message>
            <source>Try “{command} --help”.</source>
            <translation>请看“{command} --help”。</translation>
        </message>
        <message>
            <source>Unavailable</source>
            <translation>暂时不在</translation>
        </message>
        <message>
            <source>Understood as allowed</source>
            <translation>理解正确</translation>
        </message>
        <message>
            <source>Understood: {parts}</source>
            <translation>理解为：{parts}</translation>
        </message>
        <message>
            <source>Usage: </source>
            <translation>用法：</translation>
        </message>
        <message>
            <source>Valence in its 80 % interval</source>
            <translation>愉悦度落在 80% 区间内</translation>
        </message>
        <message>
            <source>Valence r</source>
            <translation>愉悦度 r</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>提醒</translation>
        </message>
        <message>
            <source>What to add</source>
            <translation>添加什么</translation>
        </message>
        <message>
            <source>What to choose</source>
            <translation>挑选什么</translation>
        </message>
        <message>
            <source>What to evaluate</source>
            <translation>评估什么</translation>
        </message>
        <message>
            <source>What to explain</source>
            <translation>要说明什么</translation>
        </message>
        <message>
            <source>What to forget</source>
            <translation>忘记什么</translation>
        </message>
        <message>
            <source>What to list</source>
            <translation>列出什么</translation>
        </message>
        <message>
            <source>What to listen to</source>
            <translation>聆听什么</translation>
        </message>
        <message>
            <source>What to measure</source>
            <translation>测量什么</translation>
        </message>
        <message>
            <source>What to play</source>
            <translation>播放什么</translation>
        </message>
        <message>
            <source>What to scan</source>
            <translation>扫描什么</translation>
        </message>
        <message>
            <source>What to show</source>
            <translation>显示什么</translation>
        </message>
        <message>
            <source>What to simulate</source>
            <translation>模拟什么</translation>
        </message>
        <message>
            <source>What to train</source>
            <translation>训练什么</translation>
        </message>
        <message>
            <source>What to write</source>
            <translation>写出什么</translation>
        </message>
        <message>
            <source>What was learned</source>
            <translation>学到的内容</translation>
        </message>
        <message>
            <source>Which folder? Try: moodlark scan ~/Music</source>
            <translation>哪个文件夹？例如：moodlark scan ~/Music</translation>
        </message>
        <message>
            <source>With --exact nothing is changed: leave out --loudness, --crossfade and --skip-silence.</source>
            <translation>--exact 要求原样输出，请去掉 --loudness、--crossfade 和 --skip-silence。</translation>
        </message>
        <message>
            <source>With “-” the file itself is the output: no --json.</source>
            <translation>用“-”时，输出的就是文件本身，不能再加 --json。</translation>
        </message>
        <message>
            <source>Without what keeps it out it would be number {rank}, after {rivals} tracks that may come next.</source>
            <translation>若没有这些限制，它会排在第 {rank} 位，前面有 {rivals} 首可以接下来播放的曲目。</translation>
        </message>
        <message>
            <source>YAMNet (teacher)</source>
            <translation>YAMNet（教师）</translation>
        </message>
        <message>
            <source>You put it there.</source>
            <translation>是你放进去的。</translation>
        </message>
        <message>
            <source>Your corrections of other tracks have a part in the mood.</source>
            <translation>这个心情里有你对其他曲目所作更正的影响。</translation>
        </message>
        <message>
            <source>[y/N]</source>
            <translation>[y/N]</translation>
        </message>
        <message>
            <source>a file of “moodlark export” (- is standard input), or .m3u8, .pls, .xspf</source>
            <translation>“moodlark export”写出的文件（- 表示标准输入），或 .m3u8、.pls、.xspf</translation>
        </message>
        <message>
            <source>a file that “moodlark export” wrote, or a table of time, artist, track and album</source>
            <translation>“moodlark export”写出的文件，或含时间、艺人、歌名和专辑的表格</translation>
        </message>
        <message>
            <source>a file, a title, or “Artist – Title”</source>
            <translation>文件、标题，或“艺人 – 标题”</translation>
        </message>
        <message>
            <source>a folder of real music, none of which may be refused</source>
            <translation>存放真实音乐的文件夹，其中任何一首都不应被拒绝</translation>
        </message>
        <message>
            <source>a mood, a point (pleasantness and energy from -1 to 1, written --from=-0.5,0.3), or now: the track at which the window's queue stands</source>
            <translation>一种心情、一个点（愉悦度和活力，各从 -1 到 1，写作 --from=-0.5,0.3），或 now：窗口队列当前所在的曲目</translation>
        </message>
        <message>
            <source>a mood, for example calm</source>
            <translation>情绪，例如 calm 或 平静</translation>
        </message>
        <message>
            <source>a point: pleasantness and energy from -1 to 1, written --at=-0.5,0.3</source>
            <translation>平面上的一点：愉悦度和活力，从 -1 到 1，写作 --at=-0.5,0.3</translation>
        </message>
        <message>
            <source>a sound device, no sound, or a file to write</source>
            <translation>声音设备、无声（null），或要写入的文件</translation>
        </message>
        <message>
            <source>a style, for example jazz</source>
            <translation>风格，例如 jazz 或 爵士</translation>
        </message>
        <message>
            <source>a track that is no longer known</source>
            <translation>一首已无从得知的曲目</translation>
        </message>
        <message>
            <source>add what “moodlark export” wrote, or a playlist file</source>
            <translation>添加“moodlark export”写出的数据，或一个播放列表文件</translation>
        </message>
        <message>
            <source>all teachers</source>
            <translation>所有教师</translation>
        </message>
        <message>
            <source>all teachers and librosa features</source>
            <translation>所有教师加 librosa 特征</translation>
        </message>
        <message>
            <source>also judge quieter and badly coded copies of every clip</source>
            <translation>同时评判每个片段音量更小、编码更差的副本</translation>
        </message>
        <message>
            <source>also replay what each of them plays by themselves</source>
            <translation>同时重放他们各自选听的歌</translation>
        </message>
        <message>
            <source>always in queues</source>
            <translation>总是可以进入队列</translation>
        </message>
        <message>
            <source>another language</source>
            <translation>不支持的语言</translation>
        </message>
        <message>
            <source>another song than a track like it</source>
            <translation>与相似的曲目不是同一首歌</translation>
        </message>
        <message>
            <source>another style</source>
            <translation>其他风格</translation>
        </message>
        <message>
            <source>are sentences about feelings and wishes understood?</source>
            <translation>能听懂描述心情和愿望的句子吗？</translation>
        </message>
        <message>
            <source>artists left out per user, one at a time (default: 1)</source>
            <translation>每位用户逐一隐去的歌手数（默认：1）</translation>
        </message>
        <message>
            <source>back again</source>
            <translation>重新出现</translation>
        </message>
        <message>
            <source>by chance {share}</source>
            <translation>随机为 {share}</translation>
        </message>
        <message>
            <source>by the labels</source>
            <translation>按人工标注</translation>
        </message>
        <message>
            <source>by the tags</source>
            <translation>按标签</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>有改动</translation>
        </message>
        <message>
            <source>check-ins</source>
            <translation>心情记录</translation>
        </message>
        <message>
            <source>choices for the queue</source>
            <translation>队列取舍</translation>
        </message>
        <message>
            <source>choose a queue for a mood, a style, a sentence or what it should sound like</source>
            <translation>按心情、风格、一句话或相似的音乐选出播放队列</translation>
        </message>
        <message>
            <source>choose a queue that moves from one mood to another</source>
            <translation>选一个从一种心情走向另一种心情的队列</translation>
        </message>
        <message>
            <source>choose a way from one track to another through the library</source>
            <translation>在曲库中选一条从一首曲目到另一首的路</translation>
        </message>
        <message>
            <source>clicks</source>
            <translation>咔嗒声</translation>
        </message>
        <message>
            <source>columns file, valence, arousal, quadrant, style</source>
            <translation>列：file,valence,arousal,quadrant,style</translation>
        </message>
        <message>
            <source>corrections</source>
            <translation>更正</translation>
        </message>
        <message>
            <source>crops in a batch (with --distil)</source>
            <translation>每批的片段数（与 --distil 同用）</translation>
        </message>
        <message>
            <source>crowds: {artist}</source>
            <translation>占得偏多：{artist}</translation>
        </message>
        <message>
            <source>days they listen</source>
            <translation>他们听多少天</translation>
        </message>
        <message>
            <source>do corrections make other tracks more right? (simulated)</source>
            <translation>更正能让其他曲目更准吗？（模拟）</translation>
        </message>
        <message>
            <source>do not ask (with --all)</source>
            <translation>不再询问（与 --all 一起用）</translation>
        </message>
        <message>
            <source>do not ask when most of a folder's files are gone: they are</source>
            <translation>某个文件夹的大部分文件不见时不再询问：确实不在了</translation>
        </message>
        <message>
            <source>do not sound like this; as --like</source>
            <translation>不要像它；用法同 --like</translation>
        </message>
        <message>
            <source>draw confusion, reliability and the plane into this folder</source>
            <translation>把混淆矩阵、可靠性图和情绪平面图画到这个文件夹</translation>
        </message>
        <message>
            <source>exit with 1 when a file failed</source>
            <translation>有文件失败时以 1 退出</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>favourites</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>files, one after the other</source>
            <translation>依次播放的文件</translation>
        </message>
        <message>
            <source>fit the weights of the score to the first part of the log</source>
            <translation>用记录的前一部分拟合评分的权重</translation>
        </message>
        <message>
            <source>folders of music (none: the library's folders again)</source>
            <translation>音乐文件夹（不写则重新扫描音乐库的文件夹）</translation>
        </message>
        <message>
            <source>folders of the library</source>
            <translation>音乐库文件夹</translation>
        </message>
        <message>
            <source>forget all about this track (the file stays)</source>
            <translation>忘记有关这首曲目的一切（文件保留）</translation>
        </message>
        <message>
            <source>forget everything you did and said</source>
            <translation>忘记你做过和说过的一切</translation>
        </message>
        <message>
            <source>forget these for good, as if they had never happened: play:12 rating:3</source>
            <translation>彻底忘掉这些记录，就像从没发生过：play:12 rating:3</translation>
        </message>
        <message>
            <source>give the device every sample as it is in the file, at the file's rate</source>
            <translation>按文件本身的采样率，把每个采样原样交给设备</translation>
        </message>
        <message>
            <source>greedy by the score</source>
            <translation>按得分贪心</translation>
        </message>
        <message>
            <source>heard for {time}</source>
            <translation>听了 {time}</translation>
        </message>
        <message>
            <source>honest guesser up to {value}</source>
            <translation>如实猜测者最高 {value}</translation>
        </message>
        <message>
            <source>how long it lasts (default: {minutes})</source>
            <translation>持续多少分钟（默认 {minutes}）</translation>
        </message>
        <message>
            <source>how long to play on each output; it can be heard (only for “sound”)</source>
            <translation>在每个输出上播放多长时间（秒）；会发出声音（仅用于“sound”）</translation>
        </message>
        <message>
            <source>how many tracks (default: {count})</source>
            <translation>多少首（默认 {count}）</translation>
        </message>
        <message>
            <source>how many tracks, both ends included (default: {count})</source>
            <translation>多少首曲目，包括首尾两首（默认 {count}）</translation>
        </message>
        <message>
            <source>how many tracks, instead of minutes</source>
            <translation>多少首曲目，代替分钟数</translation>
        </message>
        <message>
            <source>how you feel or what you want, in a sentence, English or Chinese</source>
            <translation>用一句话说你的心情或想听什么，中文英文都行</translation>
        </message>
        <message>
            <source>hum</source>
            <translation>嗡嗡声</translation>
        </message>
        <message>
            <source>ids as --list shows them, for example play:12 rating:3</source>
            <translation>--list 列出的编号，例如 play:12 rating:3</translation>
        </message>
        <message>
            <source>joins between tracks count for more</source>
            <translation>更看重曲目之间的衔接</translation>
        </message>
        <message>
            <source>judge at most so many plays, drawn by chance; 0: all ({count})</source>
            <translation>最多评判这么多次播放，随机抽取；0 表示全部（{count}）</translation>
        </message>
        <message>
            <source>judge moods and journeys of queues on labelled clips</source>
            <translation>用有标注的片段评判队列的心情和旅程</translation>
        </message>
        <message>
            <source>judge only these folds, from 1 (default: all)</source>
            <translation>只评估这几份，从 1 数起（默认：全部）</translation>
        </message>
        <message>
            <source>judge only users the factors were not trained on (default)</source>
            <translation>只评估没有参与训练的用户（默认）</translation>
        </message>
        <message>
            <source>judge the artist factors: is what was left out found?</source>
            <translation>评估歌手关联数据：隐去的歌手找得到吗？</translation>
        </message>
        <message>
            <source>judge the network that listens</source>
            <translation>评估听音乐的网络</translation>
        </message>
        <message>
            <source>judge the network that reads lyrics</source>
            <translation>评估读歌词的网络</translation>
        </message>
        <message>
            <source>judge users they were trained on, too</source>
            <translation>参与过训练的用户也一并评估</translation>
        </message>
        <message>
            <source>labelled clips, laid out as docs/TRAINING.md says</source>
            <translation>带标注的片段，按 docs/TRAINING.md 的说明存放</translation>
        </message>
        <message>
            <source>labelled lyrics, laid out as docs/LYRICS.md says</source>
            <translation>带标注的歌词，按 docs/LYRICS.md 的说明存放</translation>
        </message>
        <message>
            <source>language of the sentences (default: the system's)</source>
            <translation>语言（默认跟随系统）</translation>
        </message>
        <message>
            <source>largest step {distance}</source>
            <translation>最大一步 {distance}</translation>
        </message>
        <message>
            <source>learn again which artists the same people hear</source>
            <translation>重新学习哪些歌手常被同一批人听</translation>
        </message>
        <message>
            <source>learn again which styles are near each other</source>
            <translation>重新学习哪些风格彼此接近</translation>
        </message>
        <message>
            <source>leave out long silence at the ends of tracks</source>
            <translation>跳过曲目首尾的长静音</translation>
        </message>
        <message>
            <source>less like this</source>
            <translation>少来点这样的</translation>
        </message>
        <message>
            <source>let each track go over into the next in 0 to 12 seconds</source>
            <translation>让每首曲目在 0 到 12 秒内渐变到下一首</translation>
        </message>
        <message>
            <source>let in what queues do not bring by themselves</source>
            <translation>让队列也选入平时不会自动选的内容</translation>
        </message>
        <message>
            <source>let made-up listeners react: is it learned what they like?</source>
            <translation>让虚构的听众作出反应：学到他们的喜好了吗？</translation>
        </message>
        <message>
            <source>let the network hear sounds that are no music</source>
            <translation>让网络听一些不是音乐的声音</translation>
        </message>
        <message>
            <source>librosa features</source>
            <translation>librosa 特征</translation>
        </message>
        <message>
            <source>list only so many, the latest</source>
            <translation>只列出最近的这么多条</translation>
        </message>
        <message>
            <source>list songs that are there several times; nothing is ever deleted</source>
            <translation>列出有多个文件的歌曲；绝不删除任何文件</translation>
        </message>
        <message>
            <source>list the files that cannot be used, why, and what happens next</source>
            <translation>列出无法使用的文件、原因以及接下来会怎样</translation>
        </message>
        <message>
            <source>list what is remembered, oldest first</source>
            <translation>列出记住的内容，从最早的开始</translation>
        </message>
        <message>
            <source>list what you did and said, and forget any of it for good</source>
            <translation>列出你做过和说过的，并可永久忘记其中任何一项</translation>
        </message>
        <message>
            <source>listen to a few parts only: faster, and less is known</source>
            <translation>只听几个片段：更快，但了解得少些</translation>
        </message>
        <message>
            <source>listen to the tracks and work out their moods and styles</source>
            <translation>聆听曲目，判断情绪和风格</translation>
        </message>
        <message>
            <source>listen to these files and show their moods and styles</source>
            <translation>聆听这些文件，显示情绪和风格</translation>
        </message>
        <message>
            <source>listening data of other users, to train the baselines on</source>
            <translation>其他用户的收听数据，用来训练对照方法</translation>
        </message>
        <message>
            <source>listening data, laid out as docs/COLISTENING.md says</source>
            <translation>收听数据，目录结构见 docs/COLISTENING.md</translation>
        </message>
        <message>
            <source>look for music in folders</source>
            <translation>在文件夹里寻找音乐</translation>
        </message>
        <message>
            <source>machines</source>
            <translation>机器声</translation>
        </message>
        <message>
            <source>made-up listeners</source>
            <translation>虚构的听众人数</translation>
        </message>
        <message>
            <source>make a network again from labelled clips or lyrics</source>
            <translation>用带标注的片段或歌词重新训练网络</translation>
        </message>
        <message>
            <source>make the encoders anew from the teachers, in so many batches (hours)</source>
            <translation>用教师网络重新训练编码器，共训练这么多批（需数小时）</translation>
        </message>
        <message>
            <source>make the network that listens again</source>
            <translation>重新训练听音乐的网络</translation>
        </message>
        <message>
            <source>make the network that reads lyrics again</source>
            <translation>重新训练读歌词的网络</translation>
        </message>
        <message>
            <source>measure how fast Moodlark is on this machine</source>
            <translation>测量 Moodlark 在这台电脑上的速度</translation>
        </message>
        <message>
            <source>missing (moodlark doctor says more)</source>
            <translation>缺失（详情见 moodlark doctor）</translation>
        </message>
        <message>
            <source>more like this</source>
            <translation>多来点这样的</translation>
        </message>
        <message>
            <source>moved</source>
            <translation>已移动</translation>
        </message>
        <message>
            <source>music files, in the library or not</source>
            <translation>音乐文件，不必在音乐库里</translation>
        </message>
        <message>
            <source>music of this mood from the library</source>
            <translation>音乐库中这种情绪的音乐</translation>
        </message>
        <message>
            <source>music of this style from the library</source>
            <translation>音乐库中这种风格的音乐</translation>
        </message>
        <message>
            <source>nearest step in sound</source>
            <translation>声音上最近的一步</translation>
        </message>
        <message>
            <source>nearest step on the plane</source>
            <translation>平面上最近的一步</translation>
        </message>
        <message>
            <source>nearest to each waypoint in sound</source>
            <translation>声音上离各站点最近</translation>
        </message>
        <message>
            <source>nearest to each waypoint on the plane</source>
            <translation>平面上离各站点最近</translation>
        </message>
        <message>
            <source>needs espeak-ng</source>
            <translation>需要 espeak-ng</translation>
        </message>
        <message>
            <source>never in queues</source>
            <translation>从不进入队列</translation>
        </message>
        <message>
            <source>noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>not lower than this: pleasantness and energy from -1 to 1</source>
            <translation>不低于此：愉悦度和活力，各从 -1 到 1</translation>
        </message>
        <message>
            <source>not {mood}</source>
            <translation>不是“{mood}”</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>nothing above 4 kHz</source>
            <translation>去掉 4 kHz 以上</translation>
        </message>
        <message>
            <source>off the way {distance}</source>
            <translation>偏离路线 {distance}</translation>
        </message>
        <message>
            <source>offer a list in at most so many sessions, likewise; 0: in all ({count})</source>
            <translation>最多在这么多段聆听中给出列表，同样随机抽取；0 表示全部（{count}）</translation>
        </message>
        <message>
            <source>offered</source>
            <translation>推荐过</translation>
        </message>
        <message>
            <source>offered: {why}</source>
            <translation>进入队列：{why}</translation>
        </message>
        <message>
            <source>offers of queues</source>
            <translation>队列推荐记录</translation>
        </message>
        <message>
            <source>one JSON object a line: text, and what may come of it (moods, styles...)</source>
            <translation>每行一个 JSON 对象：text，以及允许的结果（moods、styles 等）</translation>
        </message>
        <message>
            <source>one JSON object a line: text, lang, label4 (gzip or not)</source>
            <translation>每行一个 JSON 对象：text、lang、label4（可用 gzip 压缩）</translation>
        </message>
        <message>
            <source>one recording in several encodings</source>
            <translation>同一录音的不同编码</translation>
        </message>
        <message>
            <source>only groups of this kind (default: all)</source>
            <translation>只列出这一类（默认：全部）</translation>
        </message>
        <message>
            <source>only this playlist, as M3U for any player</source>
            <translation>只写出这个播放列表，M3U 格式，任何播放器都能读</translation>
        </message>
        <message>
            <source>only what concerns tracks with this in their title or artist</source>
            <translation>只列出标题或艺人中含有这些字的曲目</translation>
        </message>
        <message>
            <source>ours {difference}</source>
            <translation>我们的 {difference}</translation>
        </message>
        <message>
            <source>ours {ratio}</source>
            <translation>我们的为 {ratio}</translation>
        </message>
        <message>
            <source>play everything equally loud: each track by itself, albums as a whole, or (auto) albums where they are played in order; files that were named are else left as they are</source>
            <translation>统一响度，让所有音乐一样响：按曲目（track）、按专辑（album），或自动（auto：专辑按顺序播放时按专辑，否则按曲目）；不加此项时，指名的文件保持原样</translation>
        </message>
        <message>
            <source>play files, or music of a mood or a style</source>
            <translation>播放文件，或某种情绪、风格的音乐</translation>
        </message>
        <message>
            <source>played</source>
            <translation>播放过</translation>
        </message>
        <message>
            <source>playlists</source>
            <translation>播放列表</translation>
        </message>
        <message>
            <source>plays</source>
            <translation>播放记录</translation>
        </message>
        <message>
            <source>pretrained transformer to start from (default: from scratch)</source>
            <translation>从哪个预训练的 Transformer 开始（默认：从零开始）</translation>
        </message>
        <message>
            <source>print one JSON document and nothing else</source>
            <translation>只输出一份 JSON</translation>
        </message>
        <message>
            <source>processes that listen to the clips</source>
            <translation>同时聆听片段的进程数</translation>
        </message>
        <message>
            <source>quieter or livelier than the rest says, written --energy=-0.5</source>
            <translation>比其他条件更安静或更热闹，写作 --energy=-0.5</translation>
        </message>
        <message>
            <source>random order</source>
            <translation>随机顺序</translation>
        </message>
        <message>
            <source>rather a short queue than tracks of another or an unsure mood or style</source>
            <translation>宁可队列短一些，也不要别的心情、别的风格或心情不确定的曲目</translation>
        </message>
        <message>
            <source>ratings</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>被拒绝</translation>
        </message>
        <message>
            <source>replay a history of listening: is the next track guessed?</source>
            <translation>重放聆听记录：能猜中下一首吗？</translation>
        </message>
        <message>
            <source>say why a track stands in the queue, or why it does not</source>
            <translation>说明一首曲目为什么在队列里，或为什么不在</translation>
        </message>
        <message>
            <source>scan copies of the music in this folder instead (only for “scan”)</source>
            <translation>改为扫描此文件夹中音乐的副本（仅用于“scan”）</translation>
        </message>
        <message>
            <source>settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>several versions; a queue brings one of them</source>
            <translation>多个版本；一个队列里只会出现其中一个</translation>
        </message>
        <message>
            <source>show how your library is used: what queues bring and never bring</source>
            <translation>查看音乐库的使用情况：队列推荐了什么，又从没推荐过什么</translation>
        </message>
        <message>
            <source>show the version and stop</source>
            <translation>显示版本后退出</translation>
        </message>
        <message>
            <source>show this help and stop</source>
            <translation>显示帮助后退出</translation>
        </message>
        <message>
            <source>show what Moodlark finds on this machine</source>
            <translation>显示 Moodlark 在这台电脑上找到的东西</translation>
        </message>
        <message>
            <source>show what the library holds</source>
            <translation>显示音乐库概况</translation>
        </message>
        <message>
            <source>show what was learned from you, and forget any of it</source>
            <translation>查看从你这里学到了什么，并可忘掉其中任何一条</translation>
        </message>
        <message>
            <source>signals</source>
            <translation>信号音</translation>
        </message>
        <message>
            <source>silence</source>
            <translation>静音</translation>
        </message>
        <message>
            <source>size of the made-up library</source>
            <translation>模拟音乐库的大小</translation>
        </message>
        <message>
            <source>skipped after {time}</source>
            <translation>听了 {time} 后跳过</translation>
        </message>
        <message>
            <source>songs told apart</source>
            <translation>区分开的歌曲</translation>
        </message>
        <message>
            <source>sound like this: a file or folder, an artist, album, playlist, style or title; may be given several times</source>
            <translation>听起来像它：文件或文件夹、艺人、专辑、歌单、风格或曲名；可以多次使用</translation>
        </message>
        <message>
            <source>speech</source>
            <translation>说话声</translation>
        </message>
        <message>
            <source>start of everything random</source>
            <translation>随机数的起点</translation>
        </message>
        <message>
            <source>start of the random numbers (with --distil)</source>
            <translation>随机数的起点（与 --distil 同用）</translation>
        </message>
        <message>
            <source>still to do</source>
            <translation>还没分析</translation>
        </message>
        <message>
            <source>stop after this many seconds of music</source>
            <translation>播放这么多秒后停止</translation>
        </message>
        <message>
            <source>stop after this many tracks</source>
            <translation>分析这么多首后停止</translation>
        </message>
        <message>
            <source>surroundings</source>
            <translation>环境声</translation>
        </message>
        <message>
            <source>sweeps</source>
            <translation>扫频</translation>
        </message>
        <message>
            <source>tell how right the networks and the queue are</source>
            <translation>检验网络和播放队列有多准</translation>
        </message>
        <message>
            <source>the mean, the commonest style</source>
            <translation>平均值、最常见的风格</translation>
        </message>
        <message>
            <source>the part to measure</source>
            <translation>要测量的部分</translation>
        </message>
        <message>
            <source>the queue</source>
            <translation>队列</translation>
        </message>
        <message>
            <source>the same number draws the same again</source>
            <translation>相同的数字会抽到相同的结果</translation>
        </message>
        <message>
            <source>the same number gives the same queue again</source>
            <translation>相同的数字得到相同的队列</translation>
        </message>
        <message>
            <source>the same sound in several files</source>
            <translation>多个文件，声音完全相同</translation>
        </message>
        <message>
            <source>the score: the sum of these</source>
            <translation>得分：以上之和</translation>
        </message>
        <message>
            <source>tones</source>
            <translation>纯音</translation>
        </message>
        <message>
            <source>tracks of each one's made-up library</source>
            <translation>每人的虚构音乐库有多少首歌</translation>
        </message>
        <message>
            <source>tracks that are not wanted this time</source>
            <translation>这次不想听的曲目</translation>
        </message>
        <message>
            <source>train anew for each fold of the users in the file</source>
            <translation>把文件中的用户分成几份，每份都用其余用户重新训练</translation>
        </message>
        <message>
            <source>train anew for each fold, for clips the network learned from</source>
            <translation>每折重新训练，用于网络学习过的片段</translation>
        </message>
        <message>
            <source>train anew for each fold; the first argument is the training's folder</source>
            <translation>每一折都重新训练；此时第一个参数是训练数据的文件夹</translation>
        </message>
        <message>
            <source>unavailable</source>
            <translation>暂时不在</translation>
        </message>
        <message>
            <source>unchanged</source>
            <translation>没有变化</translation>
        </message>
        <message>
            <source>unevenness over artists</source>
            <translation>艺人之间的不均衡程度</translation>
        </message>
        <message>
            <source>unevenness over tracks (Gini, 0 even ... 1)</source>
            <translation>曲目之间的不均衡程度（基尼系数，0 为均衡，最高 1）</translation>
        </message>
        <message>
            <source>unknown label “{label}”</source>
            <translation>未知的标签“{label}”</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>unsure</source>
            <translation>拿不准</translation>
        </message>
        <message>
            <source>userID, artistID, weight, with tabs between them</source>
            <translation>userID、artistID、weight，以制表符分隔</translation>
        </message>
        <message>
            <source>way of learning (default: linear, which ships)</source>
            <translation>学习方式（默认：linear，即随软件附带的那种）</translation>
        </message>
        <message>
            <source>what computes (default: the fastest there is)</source>
            <translation>用什么设备计算（默认：最快的那个）</translation>
        </message>
        <message>
            <source>what holds the listening data and, in audio/, labelled clips</source>
            <translation>存放收听数据的目录，其中 audio/ 下是带标注的片段</translation>
        </message>
        <message>
            <source>what “evaluate colistening --folds” printed, for the card</source>
            <translation>“evaluate colistening --folds” 输出的结果，写入说明卡</translation>
        </message>
        <message>
            <source>where Moodlark keeps its data (also MOODLARK_HOME)</source>
            <translation>Moodlark 存放数据的位置（也可用 MOODLARK_HOME）</translation>
        </message>
        <message>
            <source>where it leads: a mood or a point</source>
            <translation>通向哪里：一种心情或一个点</translation>
        </message>
        <message>
            <source>where the encoders learn (with --distil)</source>
            <translation>在哪个设备上训练编码器（与 --distil 同用）</translation>
        </message>
        <message>
            <source>where the network runs</source>
            <translation>网络在哪里运行</translation>
        </message>
        <message>
            <source>where to write a report with plots (default: none)</source>
            <translation>把带图的报告写到哪里（默认：不写）</translation>
        </message>
        <message>
            <source>where to write it (default: over the shipped one)</source>
            <translation>写到哪里（默认覆盖自带的网络）</translation>
        </message>
        <message>
            <source>where to; - is standard output</source>
            <translation>写到哪里；- 表示标准输出</translation>
        </message>
        <message>
            <source>wishes for more or less of something</source>
            <translation>“多来点”和“少来点”</translation>
        </message>
        <message>
            <source>with --compare, write its table into this file</source>
            <translation>与 --compare 同用，把对比表写入此文件</translation>
        </message>
        <message>
            <source>with --fit-weights, use them from now on if they are surely better</source>
            <translation>与 --fit-weights 一起用：若确实更好，从现在起采用这些权重</translation>
        </message>
        <message>
            <source>with --folds, also judge the teachers and simpler baselines</source>
            <translation>与 --folds 同用，同时评判教师网络和更简单的基线</translation>
        </message>
        <message>
            <source>with a warning</source>
            <translation>有提醒</translation>
        </message>
        <message>
            <source>write a report with plots into this folder</source>
            <translation>把带图的报告写到这个文件夹</translation>
        </message>
        <message>
            <source>write what the first of them plays by themselves as a table, and stop</source>
            <translation>把第一位听众自己选听的歌写成表格，然后结束</translation>
        </message>
        <message>
            <source>write your ratings, plays, playlists and settings to a file</source>
            <translation>把评分、播放记录、播放列表和设置写入文件</translation>
        </message>
        <message>
            <source>{bpm} beats per minute</source>
            <translation>每分钟 {bpm} 拍</translation>
        </message>
        <message>
            <source>{count} clips with valence and arousal are needed; the table has {found}.</source>
            <translation>至少需要 {count} 段带有愉悦度和激活度的片段，表中只有 {found} 段。</translation>
        </message>
        <message>
            <source>{count} entries are not in your library:</source>
            <translation>有 {count} 项不在音乐库里：</translation>
        </message>
        <message>
            <source>{count} entry is not in your library:</source>
            <translation>有 {count} 项不在音乐库里：</translation>
        </message>
        <message>
            <source>{count} event forgotten</source>
            <translation>已忘记 {count} 项</translation>
        </message>
        <message>
            <source>{count} events forgotten</source>
            <translation>已忘记 {count} 项</translation>
        </message>
        <message>
            <source>{count} favourite</source>
            <translation>{count} 个收藏</translation>
        </message>
        <message>
            <source>{count} favourites</source>
            <translation>{count} 个收藏</translation>
        </message>
        <message>
            <source>{count} file</source>
            <translation>{count} 个文件</translation>
        </message>
        <message>
            <source>{count} files</source>
            <translation>{count} 个文件</translation>
        </message>
        <message>
            <source>{count} of them was neither offered in the last 180 days nor ever played.</source>
            <translation>其中 {count} 首在最近 180 天里没被推荐过，也从没播放过。</translation>
        </message>
        <message>
            <source>{count} of them were neither offered in the last 180 days nor ever played.</source>
            <translation>其中 {count} 首在最近 180 天里没被推荐过，也从没播放过。</translation>
        </message>
        <message>
            <source>{count} play</source>
            <translation>{count} 次播放</translation>
        </message>
        <message>
            <source>{count} playlist</source>
            <translation>{count} 个播放列表</translation>
        </message>
        <message>
            <source>{count} playlists</source>
            <translation>{count} 个播放列表</translation>
        </message>
        <message>
            <source>{count} plays</source>
            <translation>{count} 次播放</translation>
        </message>
        <message>
            <source>{count} rating</source>
            <translation>{count} 个评分</translation>
        </message>
        <message>
            <source>{count} ratings</source>
            <translation>{count} 个评分</translation>
        </message>
        <message>
            <source>{count} thing added</source>
            <translation>已添加 {count} 项</translation>
        </message>
        <message>
            <source>{count} things added</source>
            <translation>已添加 {count} 项</translation>
        </message>
        <message>
            <source>{count} track</source>
            <translation>{count} 首曲目</translation>
        </message>
        <message>
            <source>{count} track added</source>
            <translation>新增 {count} 首</translation>
        </message>
        <message>
            <source>{count} track is kept out of queues: {kinds}.</source>
            <translation>有 {count} 首曲目不会自动进入队列：{kinds}。</translation>
        </message>
        <message>
            <source>{count} track is not in your library yet: what belongs to it waits until moodlark scan finds it.</source>
            <translation>有 {count} 首曲目还不在音乐库里：相关内容会等到 moodlark scan 找到它为止。</translation>
        </message>
        <message>
            <source>{count} track offered by the queue</source>
            <translation>队列推荐了 {count} 首</translation>
        </message>
        <message>
            <source>{count} track tagged</source>
            <translation>已分析 {count} 首</translation>
        </message>
        <message>
            <source>{count} track that queues may bring</source>
            <translation>队列可选的曲目共 {count} 首</translation>
        </message>
        <message>
            <source>{count} track, fewer than asked for: nothing else may be offered.</source>
            <translation>只有 {count} 首，少于要求的数目：没有别的可以推荐了。</translation>
        </message>
        <message>
            <source>{count} track, {length}</source>
            <translation>{count} 首，{length}</translation>
        </message>
        <message>
            <source>{count} tracks</source>
            <translation>{count} 首曲目</translation>
        </message>
        <message>
            <source>{count} tracks added</source>
            <translation>新增 {count} 首</translation>
        </message>
        <message>
            <source>{count} tracks are kept out of queues: {kinds}.</source>
            <translation>有 {count} 首曲目不会自动进入队列：{kinds}。</translation>
        </message>
        <message>
            <source>{count} tracks are not in your library yet: what belongs to them waits until moodlark scan finds them.</source>
            <translation>有 {count} 首曲目还不在音乐库里：相关内容会等到 moodlark scan 找到它们为止。</translation>
        </message>
        <message>
            <source>{count} tracks offered by the queue</source>
            <translation>队列推荐了 {count} 首</translation>
        </message>
        <message>
            <source>{count} tracks tagged</source>
            <translation>已分析 {count} 首</translation>
        </message>
        <message>
            <source>{count} tracks that queues may bring</source>
            <translation>队列可选的曲目共 {count} 首</translation>
        </message>
        <message>
            <source>{count} tracks, fewer than asked for: nothing else may be offered.</source>
            <translation>只有 {count} 首，少于要求的数目：没有别的可以推荐了。</translation>
        </message>
        <message>
            <source>{count} tracks, {length}</source>
            <translation>{count} 首，{length}</translation>
        </message>
        <message>
            <source>{count} was left as it is here, because that is newer or may be.</source>
            <translation>有 {count} 项保留了这里的内容，因为它更新，或可能更新。</translation>
        </message>
        <message>
            <source>{count} were left as they are here, because that is newer or may be.</source>
            <translation>有 {count} 项保留了这里的内容，因为它们更新，或可能更新。</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done}/{total}</translation>
        </message>
        <message>
            <source>{file} cannot be read as JSON objects with a “text”, one a line: {reason}</source>
            <translation>{file} 无法读取：应每行一个含“text”的 JSON 对象：{reason}</translation>
        </message>
        <message>
            <source>{file} cannot be read as a table of labelled clips: {reason}</source>
            <translation>{file} 不是可读的片段标注表：{reason}</translation>
        </message>
        <message>
            <source>{file} cannot be read as folds of lyrics: {reason}</source>
            <translation>无法把 {file} 当作歌词的分折表读取：{reason}</translation>
        </message>
        <message>
            <source>{file} is in no fold of the training clips.</source>
            <translation>{file} 不在训练片段的任何一折里。</translation>
        </message>
        <message>
            <source>{file} is written: {what}.</source>
            <translation>已写入 {file}：{what}。</translation>
        </message>
        <message>
            <source>{folder} holds no pretrained network that can be used: {reason}</source>
            <translation>{folder} 里没有能用的预训练网络：{reason}</translation>
        </message>
        <message>
            <source>{folder} is not laid out as training needs it: {reason}</source>
            <translation>{folder} 的结构不符合训练要求：{reason}</translation>
        </message>
        <message>
            <source>{name} needs a value</source>
            <translation>{name} 需要一个值</translation>
        </message>
        <message>
            <source>{network} {version} is written.</source>
            <translation>{network} {version} 已写好。</translation>
        </message>
        <message>
            <source>{offered} of the offers, {library} of the library</source>
            <translation>占推荐的 {offered}，占音乐库的 {library}</translation>
        </message>
        <message>
            <source>{option} needs {other} beside it.</source>
            <translation>{option} 需要与 {other} 一起使用。</translation>
        </message>
        <message>
            <source>{path} is not a file.</source>
            <translation>{path} 不是文件。</translation>
        </message>
        <message>
            <source>{path} is where Moodlark keeps your library. Choose another place.</source>
            <translation>{path} 是 Moodlark 存放音乐库数据的地方，请换一个位置。</translation>
        </message>
        <message>
            <source>{start} to {end}</source>
            <translation>{start} 至 {end}</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>还需 {time}</translation>
        </message>
        <message>
            <source>“{text}” is more than 12 seconds</source>
            <translation>“{text}”超过了 12 秒</translation>
        </message>
        <message>
            <source>“{text}” is none of: {allowed}</source>
            <translation>“{text}”不在可选范围内：{allowed}</translation>
        </message>
        <message>
            <source>“{text}” is not a list of these: {names}</source>
            <translation>“{text}”不是由以下各项组成的列表：{names}</translation>
        </message>
        <message>
            <source>“{text}” is not a number from {low} to {high}</source>
            <translation>“{text}”不是 {low} 到 {high} 之间的数</translation>
        </message>
        <message>
            <source>“{text}” is not a point: write pleasantness and energy as V,A after an equals sign, each between -1 and 1</source>
            <translation>“{text}”不是一个点：请在等号后写成“愉悦度,活跃度”（V,A），两个数都在 -1 到 1 之间</translation>
        </message>
        <message>
            <source>“{text}” is not a time in seconds</source>
            <translation>“{text}”不是秒数</translation>
        </message>
        <message>
            <source>“{text}” is not a whole number of {least} or more</source>
            <translation>“{text}”不是不小于 {least} 的整数</translation>
        </message>
    </context>
    <context>
        <name>Content</name>
        <message>
            <source>Audiobooks and radio plays</source>
            <translation>有声书与广播剧</translation>
        </message>
        <message>
            <source>Christmas and other seasons</source>
            <translation>圣诞等节日歌曲</translation>
        </message>
        <message>
            <source>Files that end in {words} are audiobooks.</source>
            <translation>扩展名为 {words} 的文件是有声书。</translation>
        </message>
        <message>
            <source>Folders you keep out</source>
            <translation>你排除的文件夹</translation>
        </message>
        <message>
            <source>Hour-long mixes and whole albums</source>
            <translation>超长混音与整张专辑</translation>
        </message>
        <message>
            <source>It lies in a folder called “{words}”.</source>
            <translation>文件放在名为“{words}”的文件夹里。</translation>
        </message>
        <message>
            <source>It says “{words}” and is {minutes} minutes long: a mix or a whole album.</source>
            <translation>写着“{words}”，一整段长 {minutes} 分钟：应是混音或整张专辑。</translation>
        </message>
        <message>
            <source>It sounds like speech.</source>
            <translation>听起来是有人在说话。</translation>
        </message>
        <message>
            <source>One hour {minutes} minutes in one piece: a mix or a whole album.</source>
            <translation>一整段长 1 小时 {minutes} 分钟：应是混音或整张专辑。</translation>
        </message>
        <message>
            <source>Silence</source>
            <translation>没有声音</translation>
        </message>
        <message>
            <source>Spoken word</source>
            <translation>语音节目</translation>
        </message>
        <message>
            <source>The album says “{words}” and it is {minutes} minutes long.</source>
            <translation>专辑名里写着“{words}”，而且长达 {minutes} 分钟。</translation>
        </message>
        <message>
            <source>The album says “{words}”.</source>
            <translation>专辑名里写着“{words}”。</translation>
        </message>
        <message>
            <source>The genre says “{words}”.</source>
            <translation>流派标签写着“{words}”。</translation>
        </message>
        <message>
            <source>The title says “{words}” and it is {minutes} minutes long.</source>
            <translation>标题里写着“{words}”，而且长达 {minutes} 分钟。</translation>
        </message>
        <message>
            <source>The title says “{words}”.</source>
            <translation>标题里写着“{words}”。</translation>
        </message>
        <message>
            <source>Words you keep out</source>
            <translation>你排除的词</translation>
        </message>
        <message>
            <source>You keep it out of mood queues.</source>
            <translation>你选择了不让它进入情绪队列。</translation>
        </message>
        <message>
            <source>You keep out what has “{word}” in its title, artist, album or genre.</source>
            <translation>你排除了标题、艺人、专辑或流派里含有“{word}”的曲目。</translation>
        </message>
        <message>
            <source>You keep the folder {folder} out.</source>
            <translation>你排除了文件夹 {folder}。</translation>
        </message>
        <message>
            <source>Your own choice</source>
            <translation>你自己的选择</translation>
        </message>
        <message>
            <source>{hours} hours {minutes} minutes in one piece: a mix or a whole album.</source>
            <translation>一整段长 {hours} 小时 {minutes} 分钟：应是混音或整张专辑。</translation>
        </message>
    </context>
    <context>
        <name>Correction</name>
        <message>
            <source>Arrow keys move it, Enter sets it, Escape leaves it where it was.</source>
            <translation>用方向键移动，按回车确定，按 Esc 保持原位。</translation>
        </message>
        <message>
            <source>As Moodlark hears it</source>
            <translation>恢复 Moodlark 的判断</translation>
        </message>
        <message>
            <source>Corrected.</source>
            <translation>已更正。</translation>
        </message>
        <message>
            <source>Drag the dot to where you feel it. Esc leaves it.</source>
            <translation>把圆点拖到你感受到的位置。按 Esc 保持原样。</translation>
        </message>
        <message>
            <source>Heard by Moodlark, as you taught it.</source>
            <translation>Moodlark 按你教的方式听出来的。</translation>
        </message>
        <message>
            <source>Heard by Moodlark.</source>
            <translation>Moodlark 听出来的。</translation>
        </message>
        <message>
            <source>How it feels</source>
            <translation>听感</translation>
        </message>
        <message>
            <source>It is…</source>
            <translation>它是……</translation>
        </message>
        <message>
            <source>Its style is…</source>
            <translation>它的风格是……</translation>
        </message>
        <message>
            <source>Not {mood}</source>
            <translation>不是“{mood}”</translation>
        </message>
        <message>
            <source>Place it on the plane…</source>
            <translation>把它放到心情图上……</translation>
        </message>
        <message>
            <source>Place the track on the plane</source>
            <translation>把这首歌放到心情图上</translation>
        </message>
        <message>
            <source>This is what you said.</source>
            <translation>这是你说的。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>would change {count} other track</source>
            <translation>会改变另外 {count} 首</translation>
        </message>
        <message>
            <source>would change {count} other tracks</source>
            <translation>会改变另外 {count} 首</translation>
        </message>
        <message>
            <source>{count} other track follows.</source>
            <translation>另有 {count} 首随之改变。</translation>
        </message>
        <message>
            <source>{count} other tracks follow.</source>
            <translation>另有 {count} 首随之改变。</translation>
        </message>
    </context>
    <context>
        <name>Data</name>
        <message>
            <source>None of the music in “{name}” is in your library.</source>
            <translation>“{name}”里的音乐都不在音乐库里。</translation>
        </message>
        <message>
            <source>Today's copy of your ratings, plays and playlists could not be made. {why}</source>
            <translation>今天未能备份你的评分、播放记录和播放列表。{why}</translation>
        </message>
        <message>
            <source>{name} cannot be opened: {reason}.</source>
            <translation>无法打开 {name}：{reason}。</translation>
        </message>
        <message>
            <source>{name} cannot be written: {reason}.</source>
            <translation>无法写入 {name}：{reason}。</translation>
        </message>
        <message>
            <source>{name} is damaged (at: {where}). Nothing was changed.</source>
            <translation>{name} 已损坏（位置：{where}）。没有做任何更改。</translation>
        </message>
        <message>
            <source>{name} is no playlist of music files (M3U, PLS or XSPF).</source>
            <translation>{name} 不是音乐文件的播放列表（M3U、PLS 或 XSPF）。</translation>
        </message>
        <message>
            <source>{name} is not a file that “moodlark export” wrote. Nothing was changed.</source>
            <translation>{name} 不是“moodlark export”写出的文件。没有做任何更改。</translation>
        </message>
        <message>
            <source>{name} is too large to be a file of listening data.</source>
            <translation>{name} 太大，不可能是收听数据文件。</translation>
        </message>
        <message>
            <source>{name} is too large to be a playlist.</source>
            <translation>{name} 太大，不可能是播放列表。</translation>
        </message>
        <message>
            <source>{name} was written by a newer Moodlark. Please update this one; nothing was changed.</source>
            <translation>{name} 由更新版本的 Moodlark 写出。请更新本程序；没有做任何更改。</translation>
        </message>
    </context>
    <context>
        <name>Doctor</name>
        <message>
            <source>All there, in {folder}</source>
            <translation>齐全，位于 {folder}</translation>
        </message>
        <message>
            <source>All there: {folders}</source>
            <translation>都在：{folders}</translation>
        </message>
        <message>
            <source>All {count} kinds of file can be read.</source>
            <translation>{count} 种文件都能读取。</translation>
        </message>
        <message>
            <source>Data folder</source>
            <translation>数据文件夹</translation>
        </message>
        <message>
            <source>Formats</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Missing: {names}. Installing Moodlark again brings them back.</source>
            <translation>缺少：{names}。重新安装 Moodlark 即可恢复。</translation>
        </message>
        <message>
            <source>Moodlark {moodlark}, Python {python}, {system}</source>
            <translation>Moodlark {moodlark}，Python {python}，{system}</translation>
        </message>
        <message>
            <source>Music folders</source>
            <translation>音乐文件夹</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>No sound device was found. Connect one; on Linux the package libportaudio2 is needed.</source>
            <translation>没有找到声音设备。请连接一个；在 Linux 上还需要安装 libportaudio2。</translation>
        </message>
        <message>
            <source>None yet. Add one with: moodlark scan DIR</source>
            <translation>还没有。可以这样添加：moodlark scan 文件夹</translation>
        </message>
        <message>
            <source>Not there now: {folders}. Their tracks come back with them.</source>
            <translation>目前不在：{folders}。文件夹回来后，曲目也会回来。</translation>
        </message>
        <message>
            <source>Shipped files</source>
            <translation>自带文件</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>The network does not start; the log says more about it.</source>
            <translation>网络无法启动，详情见日志。</translation>
        </message>
        <message>
            <source>The sound output does not answer.</source>
            <translation>声音输出没有回应。</translation>
        </message>
        <message>
            <source>This machine cannot decode {names}; such files will be listed as unreadable.</source>
            <translation>这台电脑无法解码 {names}；这类文件会列为无法读取。</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>{folder} can be written.</source>
            <translation>{folder} 可以写入。</translation>
        </message>
        <message>
            <source>{folder} cannot be written. Choose another place with --home or MOODLARK_HOME.</source>
            <translation>{folder} 无法写入。请用 --home 或 MOODLARK_HOME 另选位置。</translation>
        </message>
        <message>
            <source>{name} plays at {rate} Hz, heard {milliseconds} ms later. Found: {devices}</source>
            <translation>{name} 以 {rate} Hz 播放，{milliseconds} 毫秒后可听到。找到的设备：{devices}</translation>
        </message>
        <message>
            <source>{network} {version} runs on {device}.</source>
            <translation>{network} {version} 在 {device} 上运行。</translation>
        </message>
        <message>
            <source>{problem} Found: {devices}</source>
            <translation>{problem} 找到的设备：{devices}</translation>
        </message>
    </context>
    <context>
        <name>Evaluation</name>
        <message>
            <source>Lists for the rest of a session</source>
            <translation>为余下的一段聆听给出的列表</translation>
        </message>
        <message>
            <source>Moodlark</source>
            <translation>Moodlark</translation>
        </message>
        <message>
            <source>Moodlark without its rules</source>
            <translation>Moodlark，不用规则</translation>
        </message>
        <message>
            <source>Moodlark, only what is familiar</source>
            <translation>Moodlark，只要熟悉的</translation>
        </message>
        <message>
            <source>Own weights, on {count} play they were not fitted on</source>
            <translation>你自己的权重，用未参与拟合的 {count} 次播放检验</translation>
        </message>
        <message>
            <source>Own weights, on {count} plays they were not fitted on</source>
            <translation>你自己的权重，用未参与拟合的 {count} 次播放检验</translation>
        </message>
        <message>
            <source>Own weights: too few plays to fit them</source>
            <translation>你自己的权重：播放太少，无法拟合</translation>
        </message>
        <message>
            <source>SIMULATED: by the log's own word no real person listened</source>
            <translation>模拟：记录自称并非真人所听</translation>
        </message>
        <message>
            <source>SIMULATED: own weights, on plays they were not fitted on</source>
            <translation>模拟：自己的权重，用未参与拟合的播放检验</translation>
        </message>
        <message>
            <source>SIMULATED: satisfaction by week</source>
            <translation>模拟：逐周满意度</translation>
        </message>
        <message>
            <source>SIMULATED: the listeners' own choices replayed</source>
            <translation>模拟：重放听众自己选的歌</translation>
        </message>
        <message>
            <source>SIMULATED: what Moodlark loses without a term</source>
            <translation>模拟：去掉某一项时 Moodlark 的损失</translation>
        </message>
        <message>
            <source>SIMULATED: {listeners}, {days}, no real person (95 % intervals in brackets)</source>
            <translation>模拟：{listeners}，{days}，没有真人（括号内为 95% 区间）</translation>
        </message>
        <message>
            <source>The next track (95 % intervals in brackets)</source>
            <translation>猜下一首（括号内为 95% 区间）</translation>
        </message>
        <message>
            <source>What Moodlark loses without a term</source>
            <translation>去掉某一项时 Moodlark 的损失</translation>
        </message>
        <message>
            <source>artists per list</source>
            <translation>每个列表的艺人数</translation>
        </message>
        <message>
            <source>artists too near</source>
            <translation>艺人间隔过近</translation>
        </message>
        <message>
            <source>coverage</source>
            <translation>覆盖率</translation>
        </message>
        <message>
            <source>default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>default weights</source>
            <translation>默认权重</translation>
        </message>
        <message>
            <source>distance</source>
            <translation>差异度</translation>
        </message>
        <message>
            <source>earlier weeks like this one</source>
            <translation>与本周相似的过往几周</translation>
        </message>
        <message>
            <source>gained</source>
            <translation>提升</translation>
        </message>
        <message>
            <source>heard out</source>
            <translation>听完</translation>
        </message>
        <message>
            <source>heard out of what queues brought: {brought}, of what was asked for: {chosen}</source>
            <translation>听完的比例：队列带来的歌 {brought}，你点播的歌 {chosen}</translation>
        </message>
        <message>
            <source>hit rate@20</source>
            <translation>前 20 命中率</translation>
        </message>
        <message>
            <source>it has no time</source>
            <translation>没有时间</translation>
        </message>
        <message>
            <source>it has no title</source>
            <translation>没有歌名</translation>
        </message>
        <message>
            <source>judged: {plays} plays and {lists} lists among {candidates} tracks; {unknown} plays of tracks that nobody could know of before</source>
            <translation>已评判：在 {candidates} 首歌中评判了 {plays} 次播放和 {lists} 个列表；另有 {unknown} 次播放的歌此前无从知晓</translation>
        </message>
        <message>
            <source>kept from now on</source>
            <translation>从现在起采用</translation>
        </message>
        <message>
            <source>line {line}: {why}</source>
            <translation>第 {line} 行：{why}</translation>
        </message>
        <message>
            <source>most played</source>
            <translation>播放最多</translation>
        </message>
        <message>
            <source>most played at this hour</source>
            <translation>这个时段播放最多</translation>
        </message>
        <message>
            <source>most played lately</source>
            <translation>近来播放最多</translation>
        </message>
        <message>
            <source>not kept</source>
            <translation>未采用</translation>
        </message>
        <message>
            <source>others heard out</source>
            <translation>其他歌听完</translation>
        </message>
        <message>
            <source>own</source>
            <translation>你的</translation>
        </message>
        <message>
            <source>own weights</source>
            <translation>你自己的权重</translation>
        </message>
        <message>
            <source>own weights and own knob</source>
            <translation>自己的权重和自己的旋钮</translation>
        </message>
        <message>
            <source>own weights, familiar ... adventurous at {knob}</source>
            <translation>你自己的权重，“熟悉……冒险”旋钮在 {knob}</translation>
        </message>
        <message>
            <source>played beside these (item-kNN)</source>
            <translation>常与这些连着听（item-kNN）</translation>
        </message>
        <message>
            <source>random</source>
            <translation>随机</translation>
        </message>
        <message>
            <source>regret</source>
            <translation>遗憾</translation>
        </message>
        <message>
            <source>satisfaction</source>
            <translation>满意度</translation>
        </message>
        <message>
            <source>sounds alike (content only)</source>
            <translation>听起来相似（仅凭声音）</translation>
        </message>
        <message>
            <source>{count} day</source>
            <translation>{count} 天</translation>
        </message>
        <message>
            <source>{count} days</source>
            <translation>{count} 天</translation>
        </message>
        <message>
            <source>{count} line could not be used:</source>
            <translation>有 {count} 行无法使用：</translation>
        </message>
        <message>
            <source>{count} lines could not be used:</source>
            <translation>有 {count} 行无法使用：</translation>
        </message>
        <message>
            <source>{count} made-up listener</source>
            <translation>{count} 位虚构的听众</translation>
        </message>
        <message>
            <source>{count} made-up listeners</source>
            <translation>{count} 位虚构的听众</translation>
        </message>
        <message>
            <source>{count} of them are in the library</source>
            <translation>其中 {count} 首在你的音乐库里</translation>
        </message>
        <message>
            <source>{count} play</source>
            <translation>{count} 次播放</translation>
        </message>
        <message>
            <source>{count} play was there twice</source>
            <translation>有 {count} 次播放重复记录</translation>
        </message>
        <message>
            <source>{count} plays</source>
            <translation>{count} 次播放</translation>
        </message>
        <message>
            <source>{count} plays were there twice</source>
            <translation>有 {count} 次播放重复记录</translation>
        </message>
        <message>
            <source>{count} track</source>
            <translation>{count} 首歌</translation>
        </message>
        <message>
            <source>{count} tracks</source>
            <translation>{count} 首歌</translation>
        </message>
        <message>
            <source>{name} holds no plays that can be read. Wanted is a file that “moodlark export” wrote, or a table with columns for time, artist and track.</source>
            <translation>在 {name} 中读不到任何播放记录。需要的是“moodlark export”写出的文件，或含有时间、艺人和歌名几列的表格。</translation>
        </message>
        <message>
            <source>{plays} of {tracks} on {days}</source>
            <translation>{days}里听了 {tracks}，共 {plays}</translation>
        </message>
        <message>
            <source>{value} ({low} to {high})</source>
            <translation>{value}（{low} 到 {high}）</translation>
        </message>
    </context>
    <context>
        <name>Feeling</name>
        <message>
            <source>Guessed from the tone of the words: {mood}</source>
            <translation>从语气猜测：{mood}</translation>
        </message>
        <message>
            <source>Guessed from the tone of the words: {mood} ({share} %)</source>
            <translation>从语气猜测：{mood}（{share} %）</translation>
        </message>
        <message>
            <source>I did not understand: {words}</source>
            <translation>没看懂：{words}</translation>
        </message>
        <message>
            <source>I found no mood, style or occasion in that. Try “calm jazz” or “cooking with friends”, for example.</source>
            <translation>这句话里没找到心情、风格或场景。可以试试“平静的爵士”或“和朋友一起做饭”。</translation>
        </message>
        <message>
            <source>You feel: {felt}. Nothing else was asked for, so it is met gently. For music of that mood, ask for “{felt} music”.</source>
            <translation>你的心情：{felt}。你没有说想听什么，所以先放温和一些的。想听同样心情的音乐，就说“{felt}的音乐”。</translation>
        </message>
        <message>
            <source>You feel: {felt}. You ask for: {moods}. A journey can lead from one to the other.</source>
            <translation>你的心情：{felt}。你想听：{moods}。可以用一段旅程从前者慢慢过渡到后者。</translation>
        </message>
        <message>
            <source>like {name}</source>
            <translation>像 {name}</translation>
        </message>
        <message>
            <source>livelier</source>
            <translation>更热闹</translation>
        </message>
        <message>
            <source>not like {name}</source>
            <translation>不像 {name}</translation>
        </message>
        <message>
            <source>not {name}</source>
            <translation>不要{name}</translation>
        </message>
        <message>
            <source>quieter</source>
            <translation>更安静</translation>
        </message>
        <message>
            <source>smooth joins</source>
            <translation>衔接自然</translation>
        </message>
        <message>
            <source>something new</source>
            <translation>没听过的</translation>
        </message>
        <message>
            <source>what you know</source>
            <translation>你熟悉的</translation>
        </message>
    </context>
    <context>
        <name>File</name>
        <message>
            <source>Listening to this file failed twice; it may be damaged.</source>
            <translation>两次聆听这个文件都失败了，它可能已损坏。</translation>
        </message>
        <message>
            <source>Parts of the file are damaged; the rest was listened to.</source>
            <translation>文件有部分损坏，其余部分已聆听。</translation>
        </message>
        <message>
            <source>The file ends before it should; what is there was listened to.</source>
            <translation>文件不完整，已聆听现有的部分。</translation>
        </message>
        <message>
            <source>There is no music in {file}.</source>
            <translation>{file} 里没有音乐。</translation>
        </message>
        <message>
            <source>This file could not be listened to; it may be damaged.</source>
            <translation>无法聆听这个文件，它可能已损坏。</translation>
        </message>
        <message>
            <source>You are not allowed to read {file}.</source>
            <translation>没有读取 {file} 的权限。</translation>
        </message>
        <message>
            <source>{file} is damaged: nothing in it can be played.</source>
            <translation>{file} 已损坏，里面没有能播放的内容。</translation>
        </message>
        <message>
            <source>{file} is empty.</source>
            <translation>{file} 是空文件。</translation>
        </message>
        <message>
            <source>{file} is not there any more.</source>
            <translation>{file} 已经不在原处了。</translation>
        </message>
    </context>
    <context>
        <name>Journey</name>
        <message>
            <source>A journey</source>
            <translation>一段旅程</translation>
        </message>
        <message>
            <source>Ask how I feel, before and after</source>
            <translation>开始前和结束后问问我的感受</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>之前与之后</translation>
        </message>
        <message>
            <source>Before: {before}. Now: {after}.</source>
            <translation>之前：{before}。现在：{after}。</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Drawn: {mood}</source>
            <translation>画出的位置：{mood}</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>How do you feel now?</source>
            <translation>你现在感觉怎么样？</translation>
        </message>
        <message>
            <source>How you feel</source>
            <translation>你的感受</translation>
        </message>
        <message>
            <source>Journey: {start} → {end}, {done} of {minutes} min</source>
            <translation>旅程：{start} → {end}，{done}/{minutes} 分钟</translation>
        </message>
        <message>
            <source>Kept on this computer only, with your listening.</source>
            <translation>只保存在这台电脑上，与你的聆听记录放在一起。</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>Neutral</source>
            <translation>中性</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>Not gloomier than</source>
            <translation>不比这更阴郁</translation>
        </message>
        <message>
            <source>One tap, or skip it.</source>
            <translation>点一下就好，也可以跳过。</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>出发</translation>
        </message>
        <message>
            <source>The playing track</source>
            <translation>正在播放的歌</translation>
        </message>
        <message>
            <source>The start</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>To</source>
            <translation>到</translation>
        </message>
    </context>
    <context>
        <name>Learned</name>
        <message>
            <source>A track that is no longer known</source>
            <translation>一首已经不在记录中的曲目</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>艺人</translation>
        </message>
        <message>
            <source>Artists offered more than their share</source>
            <translation>推荐得偏多的艺人</translation>
        </message>
        <message>
            <source>Check-in</source>
            <translation>心情记录</translation>
        </message>
        <message>
            <source>Delete forgets what is chosen</source>
            <translation>按 Delete 忘掉所选的记录</translation>
        </message>
        <message>
            <source>Every track was offered or played</source>
            <translation>每首曲目都推荐过或播放过</translation>
        </message>
        <message>
            <source>Everything that shapes what is chosen for you. What you remove here is gone as if it had never happened.</source>
            <translation>这里是影响选曲的全部记录。你删掉的会彻底消失，就像从没发生过。</translation>
        </message>
        <message>
            <source>Gini's coefficient: 0 all alike, near 1 one takes everything</source>
            <translation>基尼系数：0 表示人人均等，接近 1 表示几乎被一个独占</translation>
        </message>
        <message>
            <source>How your library is used</source>
            <translation>音乐库使用情况</translation>
        </message>
        <message>
            <source>In the last {count} day: the bar is their share of the offers, the line their share of your library.</source>
            <translation>最近 {count} 天：横条是他们在推荐中的占比，竖线是他们在音乐库中的占比。</translation>
        </message>
        <message>
            <source>In the last {count} days: the bar is their share of the offers, the line their share of your library.</source>
            <translation>最近 {count} 天：横条是他们在推荐中的占比，竖线是他们在音乐库中的占比。</translation>
        </message>
        <message>
            <source>Looking it up</source>
            <translation>正在查找</translation>
        </message>
        <message>
            <source>No queue brought anything in this time.</source>
            <translation>这段时间队列没有推荐过曲目。</translation>
        </message>
        <message>
            <source>Nothing to tell yet: your music has to be listened to first.</source>
            <translation>现在还没有可看的：要先等 Moodlark 听完你的音乐。</translation>
        </message>
        <message>
            <source>Nothing was learned yet</source>
            <translation>还没有学到什么</translation>
        </message>
        <message>
            <source>Of the {count} track that queues may bring:</source>
            <translation>在队列可选的 {count} 首曲目中：</translation>
        </message>
        <message>
            <source>Of the {count} tracks that queues may bring:</source>
            <translation>在队列可选的 {count} 首曲目中：</translation>
        </message>
        <message>
            <source>Offered</source>
            <translation>推荐过</translation>
        </message>
        <message>
            <source>Play some of them</source>
            <translation>播放其中一些</translation>
        </message>
        <message>
            <source>Play, skip, rate: it appears here.</source>
            <translation>播放、跳过、打分之后，这里就会有记录。</translation>
        </message>
        <message>
            <source>Played</source>
            <translation>播放过</translation>
        </message>
        <message>
            <source>Private session</source>
            <translation>私密模式</translation>
        </message>
        <message>
            <source>Private session: nothing is remembered or learned. Click to end it.</source>
            <translation>私密模式：不记录，也不学习。点击即可结束。</translation>
        </message>
        <message>
            <source>Private session: nothing you play is remembered or learned from, until you end it or close Moodlark.</source>
            <translation>私密模式：在你结束它或关闭 Moodlark 之前，播放的内容不会被记住，也不会用于学习。</translation>
        </message>
        <message>
            <source>Search for a track</source>
            <translation>搜索曲目</translation>
        </message>
        <message>
            <source>The last {count} day</source>
            <translation>最近 {count} 天</translation>
        </message>
        <message>
            <source>The last {count} days</source>
            <translation>最近 {count} 天</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>曲目</translation>
        </message>
        <message>
            <source>Try fewer letters.</source>
            <translation>试试少输入几个字。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>What Moodlark learned</source>
            <translation>Moodlark 学到了什么</translation>
        </message>
        <message>
            <source>a few take most</source>
            <translation>少数占了大半</translation>
        </message>
        <message>
            <source>evenly spread</source>
            <translation>分布均匀</translation>
        </message>
        <message>
            <source>somewhat uneven</source>
            <translation>不太均匀</translation>
        </message>
        <message>
            <source>under {percent} %</source>
            <translation>不到 {percent}%</translation>
        </message>
        <message>
            <source>{count} event</source>
            <translation>{count} 条记录</translation>
        </message>
        <message>
            <source>{count} event is being forgotten for good.</source>
            <translation>正在彻底忘掉 {count} 条记录。</translation>
        </message>
        <message>
            <source>{count} events</source>
            <translation>{count} 条记录</translation>
        </message>
        <message>
            <source>{count} events are being forgotten for good.</source>
            <translation>正在彻底忘掉 {count} 条记录。</translation>
        </message>
        <message>
            <source>{count} track was neither offered in half a year nor ever played</source>
            <translation>有 {count} 首半年来没被推荐过，也从没播放过</translation>
        </message>
        <message>
            <source>{count} tracks were neither offered in half a year nor ever played</source>
            <translation>有 {count} 首半年来没被推荐过，也从没播放过</translation>
        </message>
        <message>
            <source>{offered} of the offers, {library} of your library</source>
            <translation>占推荐的 {offered}，占音乐库的 {library}</translation>
        </message>
        <message>
            <source>{percent} %</source>
            <translation>{percent}%</translation>
        </message>
        <message>
            <source>{value}: what it counts now, for or against what is like it; 1 is one clear sign.</source>
            <translation>{value}：它现在的分量，正数偏向、负数避开类似的曲目；1 相当于一次明确的表示。</translation>
        </message>
        <message>
            <source>{what}: {evenness} (Gini {number})</source>
            <translation>{what}：{evenness}（基尼系数 {number}）</translation>
        </message>
    </context>
    <context>
        <name>Ledger</name>
        <message>
            <source>A favourite: counts clearly for it and what sounds like it</source>
            <translation>收藏：明显偏向它和听起来像它的曲目</translation>
        </message>
        <message>
            <source>Asked for again within a day: counts strongly for it</source>
            <translation>一天之内又点播：强烈偏向它</translation>
        </message>
        <message>
            <source>Asked for, {percent} % heard: counts for it</source>
            <translation>你点播的，听了 {percent}%：偏向它</translation>
        </message>
        <message>
            <source>How you felt: kept for you, teaches nothing</source>
            <translation>你当时的心情：只为你保存，不用于学习</translation>
        </message>
        <message>
            <source>Less like this: counts against it and what sounds like it</source>
            <translation>少来点这样的：避开它和听起来像它的曲目</translation>
        </message>
        <message>
            <source>More like this: counts for it and what sounds like it</source>
            <translation>多来点这样的：偏向它和听起来像它的曲目</translation>
        </message>
        <message>
            <source>Skipped after {time}: counts a little against it, for some weeks</source>
            <translation>{time} 时跳过：几周内稍微少推荐</translation>
        </message>
        <message>
            <source>Stopped before half of it: teaches nothing</source>
            <translation>没听到一半就停了：不用于学习</translation>
        </message>
        <message>
            <source>You said how it feels: moves it on the map, not your taste</source>
            <translation>你纠正了它的情绪：只改变它在情绪图上的位置，不影响你的口味</translation>
        </message>
        <message>
            <source>You said which style it is: changes that, not your taste</source>
            <translation>你指定了它的风格：只改变风格，不影响你的口味</translation>
        </message>
        <message>
            <source>{percent} % heard: counts a little for it</source>
            <translation>听了 {percent}%：稍微偏向它</translation>
        </message>
        <message>
            <source>{stars}: counts clearly against it</source>
            <translation>{stars}：明显避开它</translation>
        </message>
        <message>
            <source>{stars}: counts clearly for it</source>
            <translation>{stars}：明显偏向它</translation>
        </message>
        <message>
            <source>★★★: neither for nor against it</source>
            <translation>★★★：不偏向也不避开</translation>
        </message>
    </context>
    <context>
        <name>Mood</name>
        <message>
            <source>Aggressive and loud; letting it out.</source>
            <translation>激烈而响亮，尽情宣泄。</translation>
        </message>
        <message>
            <source>Angry</source>
            <translation>愤怒</translation>
        </message>
        <message>
            <source>Bright and cheerful; lifts the spirits.</source>
            <translation>明亮欢快，让人心情变好。</translation>
        </message>
        <message>
            <source>Bright sound, dark words</source>
            <translation>曲调明亮，歌词灰暗</translation>
        </message>
        <message>
            <source>Calm</source>
            <translation>平静</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>阴暗</translation>
        </message>
        <message>
            <source>Dark sound, bright words</source>
            <translation>曲调灰暗，歌词明亮</translation>
        </message>
        <message>
            <source>Driving and lively; makes you move.</source>
            <translation>动感十足，让人想动起来。</translation>
        </message>
        <message>
            <source>Energetic</source>
            <translation>活力</translation>
        </message>
        <message>
            <source>Gloomy and heavy; shadows and weight.</source>
            <translation>阴沉厚重，充满阴影。</translation>
        </message>
        <message>
            <source>Happy</source>
            <translation>快乐</translation>
        </message>
        <message>
            <source>Melancholic</source>
            <translation>忧郁</translation>
        </message>
        <message>
            <source>Nervous and uneasy; something is about to happen.</source>
            <translation>紧张不安，仿佛有事要发生。</translation>
        </message>
        <message>
            <source>Quiet and peaceful; lets you breathe.</source>
            <translation>安静平和，让人放松呼吸。</translation>
        </message>
        <message>
            <source>Romantic</source>
            <translation>浪漫</translation>
        </message>
        <message>
            <source>Sad or wistful; slow and inward.</source>
            <translation>伤感或怅惘，缓慢而内敛。</translation>
        </message>
        <message>
            <source>Tender and warm; music for two.</source>
            <translation>温柔温暖，属于两个人的音乐。</translation>
        </message>
        <message>
            <source>Tense</source>
            <translation>紧张</translation>
        </message>
        <message>
            <source>{mood}: more than {share} % of your library</source>
            <translation>{mood}：超过音乐库中 {share}% 的曲目</translation>
        </message>
    </context>
    <context>
        <name>Picker</name>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>As a journey</source>
            <translation>慢慢过渡</translation>
        </message>
        <message>
            <source>Clear the mood</source>
            <translation>清除情绪</translation>
        </message>
        <message>
            <source>Click or use the arrow keys to choose a mood; plus and minus set how strict. Drag from here to there, or press J, for a journey.</source>
            <translation>单击或用方向键选择情绪，加减键设定宽严。从一处拖到另一处，或按 J 键，开始一段旅程。</translation>
        </message>
        <message>
            <source>Fewer</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>How do you feel now?</source>
            <translation>你现在感觉怎么样？</translation>
        </message>
        <message>
            <source>Mood plane</source>
            <translation>情绪平面</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>No mood chosen.</source>
            <translation>还没有选择情绪。</translation>
        </message>
        <message>
            <source>Right click or Delete: not this</source>
            <translation>右键或 Delete 键：不要这个</translation>
        </message>
        <message>
            <source>Say how you feel, or what you want to hear</source>
            <translation>说说你的心情，或者想听什么</translation>
        </message>
        <message>
            <source>Show all styles</source>
            <translation>显示全部风格</translation>
        </message>
        <message>
            <source>Show fewer styles</source>
            <translation>收起部分风格</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>That was not understood. Try other words.</source>
            <translation>没有听懂，换个说法试试。</translation>
        </message>
        <message>
            <source>The journey is over.</source>
            <translation>旅程结束了。</translation>
        </message>
        <message>
            <source>Understood: {words}</source>
            <translation>听懂了：{words}</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>bright and lively</source>
            <translation>明快而热烈</translation>
        </message>
        <message>
            <source>bright and quiet</source>
            <translation>明朗而安静</translation>
        </message>
        <message>
            <source>close by</source>
            <translation>相近即可</translation>
        </message>
        <message>
            <source>dark and lively</source>
            <translation>阴郁而激烈</translation>
        </message>
        <message>
            <source>dark and quiet</source>
            <translation>阴郁而安静</translation>
        </message>
        <message>
            <source>exactly there</source>
            <translation>只要这种感觉</translation>
        </message>
        <message>
            <source>from {start} to {end}</source>
            <translation>从{start}到{end}</translation>
        </message>
        <message>
            <source>in between</source>
            <translation>不偏不倚</translation>
        </message>
        <message>
            <source>loosely around</source>
            <translation>大致如此</translation>
        </message>
        <message>
            <source>not {name}</source>
            <translation>不要{name}</translation>
        </message>
        <message>
            <source>{first}, a little {second}</source>
            <translation>{first}，略带{second}</translation>
        </message>
        <message>
            <source>{mood}; matches {strictness}.</source>
            <translation>{mood}；匹配：{strictness}。</translation>
        </message>
        <message>
            <source>{words} (a guess)</source>
            <translation>{words}（猜测）</translation>
        </message>
        <message>
            <source>“{said}”</source>
            <translation>“{said}”</translation>
        </message>
    </context>
    <context>
        <name>Quality</name>
        <message>
            <source>Few bits per second</source>
            <translation>码率偏低</translation>
        </message>
        <message>
            <source>Files that end too early</source>
            <translation>提前中断的文件</translation>
        </message>
        <message>
            <source>It ends in .{ending}, but it holds {codec}.</source>
            <translation>扩展名是 .{ending}，里面的编码却是 {codec}。</translation>
        </message>
        <message>
            <source>Its codec ({codec}) is made for speech.</source>
            <translation>它的编码（{codec}）是为语音设计的。</translation>
        </message>
        <message>
            <source>Names that end in the wrong letters</source>
            <translation>扩展名与内容不符</translation>
        </message>
        <message>
            <source>Nothing can be heard in it.</source>
            <translation>里面什么也听不到。</translation>
        </message>
        <message>
            <source>Sound cut off at full level</source>
            <translation>声音过响而被削平</translation>
        </message>
        <message>
            <source>The file ends before it should.</source>
            <translation>文件提前中断，不完整。</translation>
        </message>
        <message>
            <source>The sound is cut off at full level {count} times a second.</source>
            <translation>声音每秒有 {count} 处因过响而被削平。</translation>
        </message>
        <message>
            <source>{kbps} kbit/s is little for {codec}.</source>
            <translation>对 {codec} 来说，{kbps} kbit/s 的码率偏低。</translation>
        </message>
    </context>
    <context>
        <name>Queue</name>
        <message>
            <source>A path leads from one track to another: these are one track.</source>
            <translation>路径要从一首曲目通向另一首：这两个是同一首。</translation>
        </message>
        <message>
            <source>It is not known yet how the playing track feels. Name a mood.</source>
            <translation>还不知道当前曲目给人什么感觉。请指定一种心情。</translation>
        </message>
        <message>
            <source>It is not known yet how “{name}” feels: moodlark tag finds out.</source>
            <translation>还不知道“{name}”给人什么感觉：运行 moodlark tag 就能知道。</translation>
        </message>
        <message>
            <source>Mood unsure</source>
            <translation>情绪拿不准</translation>
        </message>
        <message>
            <source>Nothing in the library is called “{name}”: no file, folder, artist, album, playlist, style or title.</source>
            <translation>曲库里没有叫“{name}”的东西：文件、文件夹、艺人、专辑、歌单、风格、曲名里都没有。</translation>
        </message>
        <message>
            <source>Nothing plays now, so a journey cannot begin there. Name a mood.</source>
            <translation>现在没有在播放的曲目，旅程无法从那里开始。请指定一种心情。</translation>
        </message>
        <message>
            <source>Several tracks are called “{name}”. Name one of the files:
{files}</source>
            <translation>有好几首曲目叫“{name}”。请指定其中一个文件：
{files}</translation>
        </message>
        <message>
            <source>There is no mood called “{name}”. Moods: {known}.</source>
            <translation>没有叫“{name}”的情绪。可选的情绪：{known}。</translation>
        </message>
        <message>
            <source>There is no style called “{name}”. Styles: {known}.</source>
            <translation>没有叫“{name}”的风格。可选的风格：{known}。</translation>
        </message>
        <message>
            <source>There is no track in the library called “{name}”.</source>
            <translation>曲库里没有叫“{name}”的曲目。</translation>
        </message>
        <message>
            <source>{path} is not in the library, so nothing is known of how it sounds. Add its folder first: moodlark scan DIR</source>
            <translation>{path} 不在曲库里，所以不知道它听起来怎样。请先添加它所在的文件夹：moodlark scan DIR</translation>
        </message>
        <message>
            <source>{valence}, {arousal} lies outside the plane: both numbers go from -1 to 1.</source>
            <translation>{valence}, {arousal} 超出了范围：两个数都在 -1 到 1 之间。</translation>
        </message>
    </context>
    <context>
        <name>QueuePanel</name>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>Choose a mood above, or drag songs here.</source>
            <translation>在上方选一种情绪，或把歌曲拖到这里。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Enter plays a track, L locks it, Delete removes it, the right arrow shows why, Alt with up and down moves it.</source>
            <translation>回车播放，L 锁定，Delete 移除，右方向键查看理由，Alt 加上下方向键移动。</translation>
        </message>
        <message>
            <source>Familiar</source>
            <translation>熟悉的</translation>
        </message>
        <message>
            <source>Hide the numbers</source>
            <translation>隐藏数字</translation>
        </message>
        <message>
            <source>How well you know it</source>
            <translation>熟悉程度</translation>
        </message>
        <message>
            <source>Keep strictly to the mood</source>
            <translation>严格符合情绪</translation>
        </message>
        <message>
            <source>Less like this</source>
            <translation>少来点这样的</translation>
        </message>
        <message>
            <source>Like: {name}</source>
            <translation>类似：{name}</translation>
        </message>
        <message>
            <source>Livelier</source>
            <translation>更热烈</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>锁定</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>多来点这样的</translation>
        </message>
        <message>
            <source>Much livelier</source>
            <translation>热烈得多</translation>
        </message>
        <message>
            <source>Much quieter</source>
            <translation>安静得多</translation>
        </message>
        <message>
            <source>New to you</source>
            <translation>没听过的</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>接下来</translation>
        </message>
        <message>
            <source>Not lower than this</source>
            <translation>不低于此</translation>
        </message>
        <message>
            <source>Not this time</source>
            <translation>这次不听</translation>
        </message>
        <message>
            <source>Not: {name}</source>
            <translation>不要：{name}</translation>
        </message>
        <message>
            <source>Nothing fits yet</source>
            <translation>还没有合适的歌</translation>
        </message>
        <message>
            <source>Nothing queued yet</source>
            <translation>队列还是空的</translation>
        </message>
        <message>
            <source>Now playing</source>
            <translation>正在播放</translation>
        </message>
        <message>
            <source>Now playing: {track}</source>
            <translation>正在播放：{track}</translation>
        </message>
        <message>
            <source>Order changed</source>
            <translation>顺序已调整</translation>
        </message>
        <message>
            <source>Play now</source>
            <translation>立即播放</translation>
        </message>
        <message>
            <source>Press to see why it is here.</source>
            <translation>按一下，看看为什么播放这首歌。</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>播放队列</translation>
        </message>
        <message>
            <source>Quieter</source>
            <translation>更安静</translation>
        </message>
        <message>
            <source>Rather a short queue than tracks that hardly fit.</source>
            <translation>宁可少几首，也不放不太合适的歌。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Show the numbers</source>
            <translation>显示数字</translation>
        </message>
        <message>
            <source>Smooth joins</source>
            <translation>衔接平顺</translation>
        </message>
        <message>
            <source>Songs come as Moodlark listens to your music.</source>
            <translation>Moodlark 边听边认，合适的歌会陆续排进来。</translation>
        </message>
        <message>
            <source>Steer the queue</source>
            <translation>调整接下来的歌</translation>
        </message>
        <message>
            <source>Strict</source>
            <translation>严格</translation>
        </message>
        <message>
            <source>Tempo, key, loudness and mood follow closely from track to track.</source>
            <translation>前后两首歌的速度、调性、响度和情绪更加接近。</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>取消锁定</translation>
        </message>
        <message>
            <source>What the queue follows</source>
            <translation>接下来的歌所依据的要求</translation>
        </message>
        <message>
            <source>Why this track</source>
            <translation>为什么是这首歌</translation>
        </message>
        <message>
            <source>Why this track?</source>
            <translation>为什么选这首？</translation>
        </message>
        <message>
            <source>You put it here.</source>
            <translation>是你放进来的。</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>已锁定</translation>
        </message>
        <message>
            <source>mood not known</source>
            <translation>情绪未知</translation>
        </message>
        <message>
            <source>speaks against it</source>
            <translation>减分</translation>
        </message>
        <message>
            <source>speaks for it</source>
            <translation>加分</translation>
        </message>
        <message>
            <source>{count} entered</source>
            <translation>新来 {count} 首</translation>
        </message>
        <message>
            <source>{count} left</source>
            <translation>少了 {count} 首</translation>
        </message>
        <message>
            <source>{count} left out</source>
            <translation>排除 {count} 首</translation>
        </message>
        <message>
            <source>{count} more</source>
            <translation>还有 {count} 项</translation>
        </message>
        <message>
            <source>{count} track</source>
            <translation>{count} 首</translation>
        </message>
        <message>
            <source>{count} tracks</source>
            <translation>{count} 首</translation>
        </message>
        <message>
            <source>{left} left, {entered} entered</source>
            <translation>换下 {left} 首，换上 {entered} 首</translation>
        </message>
        <message>
            <source>{places}: {sentence}</source>
            <translation>第 {places} 首：{sentence}</translation>
        </message>
        <message>
            <source>{wish}: take away</source>
            <translation>{wish}：移除</translation>
        </message>
    </context>
    <context>
        <name>Radio</name>
        <message>
            <source>More of this in the queue</source>
            <translation>多放些这样的</translation>
        </message>
        <message>
            <source>Not this</source>
            <translation>不要这样的</translation>
        </message>
        <message>
            <source>Radio</source>
            <translation>电台</translation>
        </message>
        <message>
            <source>Start radio</source>
            <translation>播放电台</translation>
        </message>
        <message>
            <source>{name} and {count} more</source>
            <translation>{name}等另外 {count} 首</translation>
        </message>
    </context>
    <context>
        <name>Reason</name>
        <message>
            <source>A change of feeling from the track before</source>
            <translation>与上一首情绪不同</translation>
        </message>
        <message>
            <source>A little surprise</source>
            <translation>一点小惊喜</translation>
        </message>
        <message>
            <source>A step in energy from the track before</source>
            <translation>热烈程度与上一首有落差</translation>
        </message>
        <message>
            <source>A style related to the one you asked for</source>
            <translation>与你要的风格相近</translation>
        </message>
        <message>
            <source>A touch of the style you asked for</source>
            <translation>带一点你要的风格</translation>
        </message>
        <message>
            <source>A touch of what you did not want</source>
            <translation>带一点你不想要的成分</translation>
        </message>
        <message>
            <source>About as loud as the track before</source>
            <translation>与上一首响度相近</translation>
        </message>
        <message>
            <source>Another album</source>
            <translation>换了一张专辑</translation>
        </message>
        <message>
            <source>Another artist</source>
            <translation>换了一位歌手</translation>
        </message>
        <message>
            <source>As angry as you asked</source>
            <translation>和你要的一样愤怒</translation>
        </message>
        <message>
            <source>As calm as you asked</source>
            <translation>和你要的一样平静</translation>
        </message>
        <message>
            <source>As dark as you asked</source>
            <translation>和你要的一样阴暗</translation>
        </message>
        <message>
            <source>As energetic as you asked</source>
            <translation>和你要的一样有活力</translation>
        </message>
        <message>
            <source>As happy as you asked</source>
            <translation>和你要的一样快乐</translation>
        </message>
        <message>
            <source>As lively as the track before</source>
            <translation>和上一首一样热烈</translation>
        </message>
        <message>
            <source>As melancholic as you asked</source>
            <translation>和你要的一样忧郁</translation>
        </message>
        <message>
            <source>As romantic as you asked</source>
            <translation>和你要的一样浪漫</translation>
        </message>
        <message>
            <source>As tense as you asked</source>
            <translation>和你要的一样紧张</translation>
        </message>
        <message>
            <source>Close tempo</source>
            <translation>节奏快慢相近</translation>
        </message>
        <message>
            <source>Different tempo</source>
            <translation>节奏快慢不同</translation>
        </message>
        <message>
            <source>Double the tempo, so the beat goes on</source>
            <translation>速度加倍，节拍不断</translation>
        </message>
        <message>
            <source>Feels like the spot you picked</source>
            <translation>正是你点的那种感觉</translation>
        </message>
        <message>
            <source>Few other artists fit, so this one comes again soon.</source>
            <translation>合适的其他歌手不多，所以这位歌手很快又出现了。</translation>
        </message>
        <message>
            <source>Few people hear this artist along with those before it</source>
            <translation>很少有人把这位艺人和前面几位一起听</translation>
        </message>
        <message>
            <source>Half the tempo, so the beat goes on</source>
            <translation>速度减半，节拍不断</translation>
        </message>
        <message>
            <source>Hardly the mood you asked for</source>
            <translation>几乎没有你要的情绪</translation>
        </message>
        <message>
            <source>Held back a little, for variety</source>
            <translation>为了多样，稍稍靠后</translation>
        </message>
        <message>
            <source>In a key far from the track before</source>
            <translation>调性离上一首较远</translation>
        </message>
        <message>
            <source>In a key that fits the track before</source>
            <translation>调性与上一首相合</translation>
        </message>
        <message>
            <source>It was offered before</source>
            <translation>以前推荐过</translation>
        </message>
        <message>
            <source>Its artist is far from what you usually hear</source>
            <translation>这位艺人和你常听的相距较远</translation>
        </message>
        <message>
            <source>Its artist is loved by people who hear what you hear</source>
            <translation>和你口味相近的人也爱听这位艺人</translation>
        </message>
        <message>
            <source>Its turn: no queue brought it for long, or ever</source>
            <translation>轮到它了：队列很久没有（或从未）推荐过它</translation>
        </message>
        <message>
            <source>Little else fits, so a track heard lately comes again.</source>
            <translation>合适的曲目不多，所以最近听过的又出现了。</translation>
        </message>
        <message>
            <source>Little else fits, so a track whose mood is unsure is offered.</source>
            <translation>合适的曲目不多，所以放一首情绪还拿不准的。</translation>
        </message>
        <message>
            <source>Livelier than you asked</source>
            <translation>比你要的更有活力</translation>
        </message>
        <message>
            <source>Lively, as you asked</source>
            <translation>如你所愿，有活力</translation>
        </message>
        <message>
            <source>Louder or softer than the track before</source>
            <translation>比上一首更响或更轻</translation>
        </message>
        <message>
            <source>Much brighter than the spot you picked</source>
            <translation>比你点的位置明朗得多</translation>
        </message>
        <message>
            <source>Much gloomier than the spot you picked</source>
            <translation>比你点的位置低沉得多</translation>
        </message>
        <message>
            <source>Much like one of the last tracks</source>
            <translation>与最近某一首很像</translation>
        </message>
        <message>
            <source>Much livelier than the spot you picked</source>
            <translation>比你点的位置热烈得多</translation>
        </message>
        <message>
            <source>Much livelier than the track before</source>
            <translation>比上一首热烈得多</translation>
        </message>
        <message>
            <source>Much quieter than the spot you picked</source>
            <translation>比你点的位置安静得多</translation>
        </message>
        <message>
            <source>Much quieter than the track before</source>
            <translation>比上一首安静得多</translation>
        </message>
        <message>
            <source>Near the spot you picked, but brighter</source>
            <translation>接近你点的位置，更明朗一些</translation>
        </message>
        <message>
            <source>Near the spot you picked, but gloomier</source>
            <translation>接近你点的位置，更低沉一些</translation>
        </message>
        <message>
            <source>Near the spot you picked, but livelier</source>
            <translation>接近你点的位置，更热烈一些</translation>
        </message>
        <message>
            <source>Near the spot you picked, but quieter</source>
            <translation>接近你点的位置，更安静一些</translation>
        </message>
        <message>
            <source>No other song is left, so another version of one is offered.</source>
            <translation>没有其他歌曲了，所以放同一首歌的另一个版本。</translation>
        </message>
        <message>
            <source>Not the kind of music you usually like</source>
            <translation>不太像你通常喜欢的音乐</translation>
        </message>
        <message>
            <source>Nothing closer was left, so the mood takes a larger step.</source>
            <translation>没有更接近的曲目了，所以心情的变化会大一些。</translation>
        </message>
        <message>
            <source>Nothing more fits this mood, so what comes nearest is offered.</source>
            <translation>没有更多符合这种情绪的曲目了，所以放最接近的。</translation>
        </message>
        <message>
            <source>Nothing more of this style, so another style is offered.</source>
            <translation>这种风格没有更多曲目了，所以换一种风格。</translation>
        </message>
        <message>
            <source>Nothing of what you did not want</source>
            <translation>没有你不想要的成分</translation>
        </message>
        <message>
            <source>On the way, but brighter than this place should be</source>
            <translation>在路线上，但比这一站该有的更明亮</translation>
        </message>
        <message>
            <source>On the way, but gloomier than this place should be</source>
            <translation>在路线上，但比这一站该有的更低沉</translation>
        </message>
        <message>
            <source>On the way, but livelier than this place should be</source>
            <translation>在路线上，但比这一站该有的更活跃</translation>
        </message>
        <message>
            <source>On the way, but quieter than this place should be</source>
            <translation>在路线上，但比这一站该有的更安静</translation>
        </message>
        <message>
            <source>One of your favourites</source>
            <translation>你的最爱之一</translation>
        </message>
        <message>
            <source>Partly the mood you asked for</source>
            <translation>有几分你要的情绪</translation>
        </message>
        <message>
            <source>People who hear the artists before it hear this one too</source>
            <translation>听前面几位艺人的人也听这一位</translation>
        </message>
        <message>
            <source>Played a day ago</source>
            <translation>一天前播放过</translation>
        </message>
        <message>
            <source>Played an hour ago</source>
            <translation>一小时前播放过</translation>
        </message>
        <message>
            <source>Played less than an hour ago</source>
            <translation>不到一小时前播放过</translation>
        </message>
        <message>
            <source>Played {days} days ago</source>
            <translation>{days} 天前播放过</translation>
        </message>
        <message>
            <source>Played {hours} hours ago</source>
            <translation>{hours} 小时前播放过</translation>
        </message>
        <message>
            <source>Quiet, as you asked</source>
            <translation>如你所愿，很安静</translation>
        </message>
        <message>
            <source>Quieter than you asked</source>
            <translation>比你要的更安静</translation>
        </message>
        <message>
            <source>Right on the way</source>
            <translation>正好在路线上</translation>
        </message>
        <message>
            <source>Same album a short while ago</source>
            <translation>刚听过同一张专辑</translation>
        </message>
        <message>
            <source>Same artist a short while ago</source>
            <translation>刚听过同一位歌手</translation>
        </message>
        <message>
            <source>Sounds a little like {name}, which you did not want</source>
            <translation>有点像你不想听的“{name}”</translation>
        </message>
        <message>
            <source>Sounds like something between the first and the last track</source>
            <translation>听起来介于第一首和最后一首之间</translation>
        </message>
        <message>
            <source>Sounds like the tracks before it</source>
            <translation>和前面几首很像</translation>
        </message>
        <message>
            <source>Sounds like {name}</source>
            <translation>听起来像“{name}”</translation>
        </message>
        <message>
            <source>Sounds unlike the first and the last track</source>
            <translation>听起来不像第一首，也不像最后一首</translation>
        </message>
        <message>
            <source>Sounds unlike the tracks before it</source>
            <translation>和前面几首不太一样</translation>
        </message>
        <message>
            <source>Sounds unlike {name}</source>
            <translation>听起来不像“{name}”</translation>
        </message>
        <message>
            <source>The feeling of the track before goes on</source>
            <translation>延续上一首的情绪</translation>
        </message>
        <message>
            <source>The kind of music you tend to like</source>
            <translation>是你通常喜欢的那类音乐</translation>
        </message>
        <message>
            <source>The mood you asked for</source>
            <translation>正是你要的情绪</translation>
        </message>
        <message>
            <source>The style you asked for</source>
            <translation>正是你要的风格</translation>
        </message>
        <message>
            <source>Unlike the last tracks</source>
            <translation>与最近几首不同</translation>
        </message>
        <message>
            <source>You gave it few stars</source>
            <translation>你给它的星不多</translation>
        </message>
        <message>
            <source>You gave it {stars} stars</source>
            <translation>你给了它 {stars} 星</translation>
        </message>
        <message>
            <source>You have heard it before</source>
            <translation>你以前听过</translation>
        </message>
        <message>
            <source>You know it well</source>
            <translation>你很熟悉</translation>
        </message>
        <message>
            <source>You never play it along with the tracks before it</source>
            <translation>你从未把它和前面几首一起听</translation>
        </message>
        <message>
            <source>You often play it along with the tracks before it</source>
            <translation>你常把它和前面几首一起听</translation>
        </message>
    </context>
    <context>
        <name>Report</name>
        <message>
            <source>95 % interval</source>
            <translation>95% 置信区间</translation>
        </message>
        <message>
            <source>Calibration error of the styles: {error}. That of an honest guesser is below {band} in 95 of 100 cases.</source>
            <translation>风格的校准误差：{error}。校准完美的判断者在 100 次中有 95 次误差低于 {band}。</translation>
        </message>
        <message>
            <source>Clips</source>
            <translation>片段</translation>
        </message>
        <message>
            <source>Confusion</source>
            <translation>混淆矩阵</translation>
        </message>
        <message>
            <source>Corpus</source>
            <translation>语料库</translation>
        </message>
        <message>
            <source>Felt emotions</source>
            <translation>感受到的情绪</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>折</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>How it was trained</source>
            <translation>训练方式</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>未使用</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>On clips it never saw</source>
            <translation>在从未见过的片段上</translation>
        </message>
        <message>
            <source>Put into one group</source>
            <translation>归入同一组</translation>
        </message>
        <message>
            <source>Reliability</source>
            <translation>可靠性</translation>
        </message>
        <message>
            <source>Same sound, other labels</source>
            <translation>声音相同但标签不同</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>The data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Valence and arousal</source>
            <translation>愉悦度与活力</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>With --data, baselines are trained on other users and judged beside them.</source>
            <translation>加上 --data，就会用其他用户训练对照方法并一起评估。</translation>
        </message>
        <message>
            <source>{count} users are left out, as the factors were trained on them.</source>
            <translation>{count} 位用户参与过训练，不计入评估。</translation>
        </message>
        <message>
            <source>{users} users, {draws} artist(s) left out of each, one at a time (seed {seed}), ranked among {artists} artists without those played.</source>
            <translation>{users} 位用户，每位逐一隐去 {draws} 位歌手（随机种子 {seed}），在 {artists} 位歌手中去掉听过的再排名。</translation>
        </message>
    </context>
    <context>
        <name>Scan</name>
        <message>
            <source>Looking for music broke off; the log says why.</source>
            <translation>查找音乐时中断了，原因写在日志里。</translation>
        </message>
        <message>
            <source>Only {found} of {known} tracks are left in {folder}. Is a drive missing? Until you say that they are gone, they stay in the library as they were.</source>
            <translation>{folder} 中原有 {known} 首曲目，现在只找到 {found} 首。是不是有硬盘没接上？在你确认它们已不在之前，音乐库保持原样。</translation>
        </message>
        <message>
            <source>{file} cannot be opened: {reason}.</source>
            <translation>无法打开 {file}：{reason}。</translation>
        </message>
        <message>
            <source>{file} is damaged and cannot be read.</source>
            <translation>{file} 已损坏，无法读取。</translation>
        </message>
        <message>
            <source>{file} is still being written; it will be read when it is complete.</source>
            <translation>{file} 仍在写入中，写完后再读取。</translation>
        </message>
        <message>
            <source>{file} took too long to read and was left out.</source>
            <translation>读取 {file} 耗时过长，已跳过。</translation>
        </message>
        <message>
            <source>{folder} cannot be opened: {reason}.</source>
            <translation>无法打开文件夹 {folder}：{reason}。</translation>
        </message>
    </context>
    <context>
        <name>Songs</name>
        <message>
            <source>Copies and other versions of a song would be listed here.</source>
            <translation>如有歌曲的副本或其他版本，会列在这里。</translation>
        </message>
        <message>
            <source>Duplicates</source>
            <translation>重复与版本</translation>
        </message>
        <message>
            <source>Duplicates and versions</source>
            <translation>重复文件与不同版本</translation>
        </message>
        <message>
            <source>Every song is here once</source>
            <translation>每首歌都只有一份</translation>
        </message>
        <message>
            <source>In queues</source>
            <translation>进入队列</translation>
        </message>
        <message>
            <source>In queues: {why}</source>
            <translation>进入队列：{why}</translation>
        </message>
        <message>
            <source>Looking for copies and versions</source>
            <translation>正在查找副本和不同版本</translation>
        </message>
        <message>
            <source>Offer this one instead</source>
            <translation>改为播放这一个</translation>
        </message>
        <message>
            <source>One recording in several encodings</source>
            <translation>同一录音的不同编码</translation>
        </message>
        <message>
            <source>Several versions; a queue brings one of them</source>
            <translation>多个版本；一个队列里只会出现其中一个</translation>
        </message>
        <message>
            <source>The same sound in several files</source>
            <translation>多个文件，声音完全相同</translation>
        </message>
        <message>
            <source>They appear here in a moment.</source>
            <translation>稍后会显示在这里。</translation>
        </message>
        <message>
            <source>This is another song</source>
            <translation>这是另一首歌</translation>
        </message>
        <message>
            <source>acoustic</source>
            <translation>不插电</translation>
        </message>
        <message>
            <source>alternate take</source>
            <translation>另一次录音</translation>
        </message>
        <message>
            <source>another version</source>
            <translation>其他版本</translation>
        </message>
        <message>
            <source>as good as the other; it was here first</source>
            <translation>音质相同，它先在这里</translation>
        </message>
        <message>
            <source>complete; the other breaks off or is damaged</source>
            <translation>完整；另一个中途断掉或已损坏</translation>
        </message>
        <message>
            <source>cover</source>
            <translation>翻唱</translation>
        </message>
        <message>
            <source>demo</source>
            <translation>小样</translation>
        </message>
        <message>
            <source>edit</source>
            <translation>剪辑版</translation>
        </message>
        <message>
            <source>excerpt</source>
            <translation>片段</translation>
        </message>
        <message>
            <source>extended</source>
            <translation>加长版</translation>
        </message>
        <message>
            <source>higher bit rate: {rate} over {other} kbit/s</source>
            <translation>码率更高：{rate} kbit/s，另一个 {other} kbit/s</translation>
        </message>
        <message>
            <source>instrumental</source>
            <translation>器乐版</translation>
        </message>
        <message>
            <source>karaoke</source>
            <translation>卡拉OK</translation>
        </message>
        <message>
            <source>live</source>
            <translation>现场</translation>
        </message>
        <message>
            <source>lossless</source>
            <translation>无损</translation>
        </message>
        <message>
            <source>mono</source>
            <translation>单声道</translation>
        </message>
        <message>
            <source>more channels</source>
            <translation>声道更多</translation>
        </message>
        <message>
            <source>more samples: {rate} over {other} kHz</source>
            <translation>采样率更高：{rate} kHz，另一个 {other} kHz</translation>
        </message>
        <message>
            <source>more treble: {rate} over {other} kHz</source>
            <translation>高音更全：{rate} kHz，另一个 {other} kHz</translation>
        </message>
        <message>
            <source>not there now</source>
            <translation>现在不在</translation>
        </message>
        <message>
            <source>nothing is known of the other's quality</source>
            <translation>另一个文件的音质不明</translation>
        </message>
        <message>
            <source>recorded anew</source>
            <translation>重新录制</translation>
        </message>
        <message>
            <source>remastered</source>
            <translation>重制</translation>
        </message>
        <message>
            <source>remix</source>
            <translation>混音</translation>
        </message>
        <message>
            <source>the other is cut off at full level again and again</source>
            <translation>另一个反复削波失真</translation>
        </message>
        <message>
            <source>the other is not there now</source>
            <translation>另一个文件现在不在</translation>
        </message>
        <message>
            <source>you keep the other out of queues</source>
            <translation>你不让另一个进入队列</translation>
        </message>
        <message>
            <source>your choice</source>
            <translation>你的选择</translation>
        </message>
        <message>
            <source>{codec} keeps more at {rate} kbit/s than {other_codec} at {other}</source>
            <translation>{codec} {rate} kbit/s 比 {other_codec} {other} kbit/s 保留得更多</translation>
        </message>
        <message>
            <source>{count} file</source>
            <translation>{count} 个文件</translation>
        </message>
        <message>
            <source>{count} files</source>
            <translation>{count} 个文件</translation>
        </message>
        <message>
            <source>{count} song</source>
            <translation>{count} 首歌</translation>
        </message>
        <message>
            <source>{count} songs</source>
            <translation>{count} 首歌</translation>
        </message>
    </context>
    <context>
        <name>Sound</name>
        <message>
            <source>Albums played in order are never crossfaded.</source>
            <translation>专辑按顺序播放时，曲目之间不会淡入淡出。</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Automatic: by album when it plays in order, else by track.</source>
            <translation>自动：专辑按顺序播放时按专辑，其余按曲目。</translation>
        </message>
        <message>
            <source>Bit-exact output</source>
            <translation>逐位原样输出</translation>
        </message>
        <message>
            <source>By album</source>
            <translation>按专辑</translation>
        </message>
        <message>
            <source>By track</source>
            <translation>按曲目</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Crossfade</source>
            <translation>淡入淡出</translation>
        </message>
        <message>
            <source>Equal loudness</source>
            <translation>统一响度</translation>
        </message>
        <message>
            <source>Leave out long silence between tracks</source>
            <translation>跳过曲目之间的长静音</translation>
        </message>
        <message>
            <source>Loud</source>
            <translation>响亮</translation>
        </message>
        <message>
            <source>No sound</source>
            <translation>无声</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>标准</translation>
        </message>
        <message>
            <source>Nothing can be heard now.</source>
            <translation>现在没有声音。</translation>
        </message>
        <message>
            <source>Nothing fits yet: your music has not been listened to. Double-click a track to play it.</source>
            <translation>还没有合适的歌：Moodlark 还没听过你的音乐。双击一首歌就能播放。</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Output device</source>
            <translation>输出设备</translation>
        </message>
        <message>
            <source>Pre-amp</source>
            <translation>前置增益</translation>
        </message>
        <message>
            <source>Quiet</source>
            <translation>轻柔</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Sound goes to {device} now.</source>
            <translation>现在从 {device} 播放。</translation>
        </message>
        <message>
            <source>System default</source>
            <translation>系统默认</translation>
        </message>
        <message>
            <source>System default: {device}</source>
            <translation>系统默认：{device}</translation>
        </message>
        <message>
            <source>Target loudness</source>
            <translation>目标响度</translation>
        </message>
        <message>
            <source>The device follows the rate of each file, and at full volume its samples arrive unchanged: no equal loudness, no crossfade, nothing left out.</source>
            <translation>设备跟随每个文件的采样率；音量开到最大时，采样原样送达：不调整响度，不淡入淡出，也不跳过静音。</translation>
        </message>
        <message>
            <source>The drive answers slowly; the music begins when it does.</source>
            <translation>磁盘响应较慢，一有响应就会开始播放。</translation>
        </message>
        <message>
            <source>The sound broke off and was started again.</source>
            <translation>声音中断了，已重新开始播放。</translation>
        </message>
        <message>
            <source>The sound follows the system to its new output.</source>
            <translation>声音已随系统切换到新的输出。</translation>
        </message>
        <message>
            <source>The sound library PortAudio is missing, so nothing can be heard. On Debian and Ubuntu, install the package libportaudio2.</source>
            <translation>缺少声音库 PortAudio，所以听不到声音。在 Debian 和 Ubuntu 上，请安装 libportaudio2 软件包。</translation>
        </message>
        <message>
            <source>The sound output cannot be opened. Another program may hold it.</source>
            <translation>无法打开声音输出设备，可能正被其他程序占用。</translation>
        </message>
        <message>
            <source>The sound output did not answer, so the sound was started again.</source>
            <translation>声音输出没有回应，已重新启动声音。</translation>
        </message>
        <message>
            <source>The sound output does not respond, so the music is paused. It goes on by itself when the output responds within a minute.</source>
            <translation>声音输出没有响应，音乐已暂停。如果输出在一分钟内恢复响应，音乐会自动继续。</translation>
        </message>
        <message>
            <source>The sound output stopped working and was opened again.</source>
            <translation>声音输出设备停止了工作，已重新打开。</translation>
        </message>
        <message>
            <source>The sound output was opened again.</source>
            <translation>声音输出已重新打开。</translation>
        </message>
        <message>
            <source>The sound output {name} is gone. The music is paused; press play to go on with the system's sound output.</source>
            <translation>声音输出“{name}”不见了。音乐已暂停；按播放键可改用系统的声音输出继续。</translation>
        </message>
        <message>
            <source>The sound output {name} is not there, so the system's is used.</source>
            <translation>没有找到声音输出“{name}”，改用系统的声音输出。</translation>
        </message>
        <message>
            <source>The sound output {name} is not there.</source>
            <translation>找不到声音输出设备“{name}”。</translation>
        </message>
        <message>
            <source>There is no sound output any more, so the music is paused. It goes on by itself when the output comes back within a minute.</source>
            <translation>声音输出已全部不可用，音乐已暂停。如果输出在一分钟内恢复，音乐会自动继续。</translation>
        </message>
        <message>
            <source>There is sound again.</source>
            <translation>声音恢复了。</translation>
        </message>
        <message>
            <source>This cannot be played: the file is missing or broken.</source>
            <translation>这首放不了：文件不见了，或者已经损坏。</translation>
        </message>
        <message>
            <source>This computer has no sound output, so nothing can be heard.</source>
            <translation>这台电脑没有声音输出设备，所以听不到声音。</translation>
        </message>
        <message>
            <source>This track makes the sound break off, so it is skipped.</source>
            <translation>这首曲目会让声音中断，已跳过。</translation>
        </message>
        <message>
            <source>Without effect while equal loudness is off</source>
            <translation>统一响度关闭时不起作用</translation>
        </message>
        <message>
            <source>Without effect while the output is bit-exact</source>
            <translation>逐位原样输出时不起作用</translation>
        </message>
        <message>
            <source>default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>{file} cannot be played.</source>
            <translation>无法播放 {file}。</translation>
        </message>
        <message>
            <source>{file} cannot be written any further.</source>
            <translation>无法继续写入 {file}。</translation>
        </message>
        <message>
            <source>{file} cannot be written.</source>
            <translation>无法写入 {file}。</translation>
        </message>
        <message>
            <source>{file} ends before it should: a part is missing.</source>
            <translation>{file} 提前结束了：缺少一部分内容。</translation>
        </message>
        <message>
            <source>{file} is damaged in places; they were left out.</source>
            <translation>{file} 有几处损坏，播放时已跳过。</translation>
        </message>
        <message>
            <source>{number} LUFS</source>
            <translation>{number} LUFS</translation>
        </message>
        <message>
            <source>{number} dB</source>
            <translation>{number} dB</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} 秒</translation>
        </message>
    </context>
    <context>
        <name>Store</name>
        <message>
            <source>Entries of your library that are damaged and were left out: {count}.</source>
            <translation>音乐库中已损坏而被略过的条目：{count} 条。</translation>
        </message>
        <message>
            <source>Entries of your listening history that are damaged and were left out: {count}.</source>
            <translation>聆听记录中已损坏而被略过的条目：{count} 条。</translation>
        </message>
        <message>
            <source>Moodlark may not write where it keeps your library ({file}): {reason}. Make that folder writable, or choose another one with --home.</source>
            <translation>Moodlark 无权写入存放音乐库的位置（{file}）：{reason}。请让该文件夹可写，或用 --home 另选一个文件夹。</translation>
        </message>
        <message>
            <source>The last change to your library was not finished.</source>
            <translation>对音乐库的最后一次更改没有完成。</translation>
        </message>
        <message>
            <source>The last change to your listening history was not finished.</source>
            <translation>对聆听记录的最后一次更改没有完成。</translation>
        </message>
        <message>
            <source>This library is already open in another Moodlark (process {pid}). Close that one first.</source>
            <translation>这个音乐库已在另一个 Moodlark 中打开（进程 {pid}）。请先关闭它。</translation>
        </message>
        <message>
            <source>This library is already open in another Moodlark. Close that one first.</source>
            <translation>这个音乐库已在另一个 Moodlark 中打开，请先将其关闭。</translation>
        </message>
        <message>
            <source>Tracks that have to be listened to again, their data was damaged: {count}.</source>
            <translation>因数据损坏而需要重新分析的曲目：{count} 首。</translation>
        </message>
        <message>
            <source>Tracks that were lost with your library and are known again by the daily copies: {count}. A scan brings them back.</source>
            <translation>随音乐库数据一起丢失、又凭每日备份重新认出的曲目：{count} 首。重新扫描后它们就会回来。</translation>
        </message>
        <message>
            <source>What could not be read is kept in {file}.</source>
            <translation>无法读取的内容保存在 {file} 中。</translation>
        </message>
        <message>
            <source>Your library could not be read. An older copy is used.</source>
            <translation>无法读取你的音乐库，已改用较早的副本。</translation>
        </message>
        <message>
            <source>Your library could not be saved ({file}): {reason}. Check the disk.</source>
            <translation>无法保存你的音乐库（{file}）：{reason}。请检查磁盘。</translation>
        </message>
        <message>
            <source>Your library could not be saved: {reason}. Free some space: Moodlark still knows what you did and saves it then.</source>
            <translation>无法保存你的音乐库：{reason}。请腾出一些空间：Moodlark 还记着你的操作，有空间后会自动保存。</translation>
        </message>
        <message>
            <source>Your library is not saved any more. Please start again.</source>
            <translation>音乐库已停止保存。请重新启动 Moodlark。</translation>
        </message>
        <message>
            <source>Your library was last used by a newer Moodlark. Please update this one; nothing was changed.</source>
            <translation>这个音乐库上次由更新版本的 Moodlark 使用。请先更新本程序；音乐库未作任何改动。</translation>
        </message>
        <message>
            <source>Your listening history could not be read. An older copy is used.</source>
            <translation>无法读取你的聆听记录，已改用较早的副本。</translation>
        </message>
    </context>
    <context>
        <name>Style</name>
        <message>
            <source>Acoustic and steel guitars, fiddle, songs that tell a story.</source>
            <translation>木吉他、钢棒吉他和小提琴，讲故事的歌。</translation>
        </message>
        <message>
            <source>Acoustic songs in a tradition, old or new.</source>
            <translation>传承至今的原声歌谣，有老有新。</translation>
        </message>
        <message>
            <source>Ambient</source>
            <translation>氛围</translation>
        </message>
        <message>
            <source>Bent notes over twelve bars; guitar, harmonica, a worn voice.</source>
            <translation>十二小节上的弯音：吉他、口琴、沧桑的嗓音。</translation>
        </message>
        <message>
            <source>Blues</source>
            <translation>蓝调</translation>
        </message>
        <message>
            <source>Catchy songs with a polished sound.</source>
            <translation>朗朗上口、制作精良的歌。</translation>
        </message>
        <message>
            <source>Classical</source>
            <translation>古典</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>乡村</translation>
        </message>
        <message>
            <source>Disco</source>
            <translation>迪斯科</translation>
        </message>
        <message>
            <source>Distorted guitars, double bass drum, power.</source>
            <translation>失真吉他、双踩底鼓、力量感。</translation>
        </message>
        <message>
            <source>Electric guitars, bass and drums.</source>
            <translation>电吉他、贝斯和鼓。</translation>
        </message>
        <message>
            <source>Electronic</source>
            <translation>电子</translation>
        </message>
        <message>
            <source>Fast, short, loud and direct.</source>
            <translation>又快又短，响亮直接。</translation>
        </message>
        <message>
            <source>Folk</source>
            <translation>民谣</translation>
        </message>
        <message>
            <source>Four to the floor with strings and funky bass.</source>
            <translation>四四拍重鼓点，弦乐加放克贝斯。</translation>
        </message>
        <message>
            <source>Gospel-rooted singing over a groove.</source>
            <translation>源自福音的歌声，律动十足。</translation>
        </message>
        <message>
            <source>Hip-hop</source>
            <translation>嘻哈</translation>
        </message>
        <message>
            <source>Jazz</source>
            <translation>爵士</translation>
        </message>
        <message>
            <source>Latin</source>
            <translation>拉丁</translation>
        </message>
        <message>
            <source>Metal</source>
            <translation>金属</translation>
        </message>
        <message>
            <source>Music for films, series and games.</source>
            <translation>电影、剧集和游戏的配乐。</translation>
        </message>
        <message>
            <source>Off-beat guitar and deep bass, relaxed.</source>
            <translation>反拍吉他与深沉贝斯，悠闲自在。</translation>
        </message>
        <message>
            <source>Pop</source>
            <translation>流行</translation>
        </message>
        <message>
            <source>Punk</source>
            <translation>朋克</translation>
        </message>
        <message>
            <source>Rap over beats and samples.</source>
            <translation>节拍与采样上的说唱。</translation>
        </message>
        <message>
            <source>Reggae</source>
            <translation>雷鬼</translation>
        </message>
        <message>
            <source>Rock</source>
            <translation>摇滚</translation>
        </message>
        <message>
            <source>Salsa, bossa nova, tango, cumbia and their kin.</source>
            <translation>萨尔萨、波萨诺瓦、探戈、昆比亚等。</translation>
        </message>
        <message>
            <source>Soul and R&amp;B</source>
            <translation>灵魂与节奏布鲁斯</translation>
        </message>
        <message>
            <source>Sound as a place: slow textures, no beat to follow.</source>
            <translation>声音营造的空间：缓慢的质感，没有节拍。</translation>
        </message>
        <message>
            <source>Soundtrack</source>
            <translation>原声配乐</translation>
        </message>
        <message>
            <source>Swing, improvisation and rich chords.</source>
            <translation>摇摆、即兴与丰富的和弦。</translation>
        </message>
        <message>
            <source>Synthesizers and drum machines, from house to chill-out.</source>
            <translation>合成器与鼓机，从浩室到驰放。</translation>
        </message>
        <message>
            <source>Traditional music from around the globe.</source>
            <translation>来自世界各地的传统音乐。</translation>
        </message>
        <message>
            <source>World</source>
            <translation>世界音乐</translation>
        </message>
        <message>
            <source>Written for orchestra, choir, chamber group or solo instrument.</source>
            <translation>为乐团、合唱、室内乐或独奏而作。</translation>
        </message>
    </context>
    <context>
        <name>Tagging</name>
        <message>
            <source>Listening keeps stopping; the log says more about it.</source>
            <translation>聆听总是中断，详情见日志。</translation>
        </message>
        <message>
            <source>Listening to your music broke off; the log says why.</source>
            <translation>听歌时中断了，原因写在日志里。</translation>
        </message>
        <message>
            <source>The file {name} is not the one that belongs to this Moodlark. Installing Moodlark again repairs it.</source>
            <translation>文件 {name} 与这个 Moodlark 不配套。重新安装 Moodlark 即可修复。</translation>
        </message>
        <message>
            <source>The file {name} that describes how Moodlark hears is damaged. Installing Moodlark again repairs it.</source>
            <translation>描述 Moodlark 如何聆听的文件 {name} 已损坏。重新安装 Moodlark 即可修复。</translation>
        </message>
        <message>
            <source>The file {name} that describes how Moodlark hears is missing. Installing Moodlark again brings it back.</source>
            <translation>描述 Moodlark 如何聆听的文件 {name} 不见了。重新安装 Moodlark 即可恢复。</translation>
        </message>
        <message>
            <source>The file {name} that describes how Moodlark reads lyrics is damaged. Installing Moodlark again repairs it.</source>
            <translation>说明 Moodlark 如何读懂歌词的文件 {name} 已损坏。重新安装 Moodlark 即可修复。</translation>
        </message>
        <message>
            <source>The file {name} that describes how Moodlark reads lyrics is missing. Installing Moodlark again brings it back.</source>
            <translation>说明 Moodlark 如何读懂歌词的文件 {name} 不见了。重新安装 Moodlark 即可恢复。</translation>
        </message>
        <message>
            <source>The file {name} was made for another version of Moodlark.</source>
            <translation>文件 {name} 属于另一个版本的 Moodlark。</translation>
        </message>
        <message>
            <source>The file {name} with what Moodlark learned is missing. Installing Moodlark again brings it back.</source>
            <translation>保存 Moodlark 所学内容的文件 {name} 不见了。重新安装 Moodlark 即可恢复。</translation>
        </message>
        <message>
            <source>This computer has no device called {device} that Moodlark can use.</source>
            <translation>这台电脑没有 Moodlark 可用的设备 {device}。</translation>
        </message>
        <message>
            <source>{file} could not be opened to listen to it: {reason}.</source>
            <translation>无法打开 {file} 来聆听：{reason}。</translation>
        </message>
    </context>
    <context>
        <name>Teach</name>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Everyone hears music a little differently. Listen to a few short passages and show where you feel them: two minutes, and the moods of all your music follow. Your queue waits meanwhile.</source>
            <translation>每个人听音乐的感受都略有不同。听几个短片段，指出你的感受在哪里：只要两分钟，你所有音乐的心情都会随之调整。在此期间，播放队列会等着你。</translation>
        </message>
        <message>
            <source>Everything is as it was before.</source>
            <translation>一切已恢复原样。</translation>
        </message>
        <message>
            <source>Hear it again</source>
            <translation>再听一遍</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>什么都没有改变。</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Teach Moodlark</source>
            <translation>教教 Moodlark</translation>
        </message>
        <message>
            <source>Teach Moodlark how you hear…</source>
            <translation>教 Moodlark 懂你的听感……</translation>
        </message>
        <message>
            <source>Thank you. You taught Moodlark {count} passage.</source>
            <translation>谢谢。你教了 Moodlark {count} 个片段。</translation>
        </message>
        <message>
            <source>Thank you. You taught Moodlark {count} passages.</source>
            <translation>谢谢。你教了 Moodlark {count} 个片段。</translation>
        </message>
        <message>
            <source>That was the passage. Where do you feel it? You can hear it again.</source>
            <translation>片段放完了。你感受到的是哪里？可以再听一遍。</translation>
        </message>
        <message>
            <source>There is nothing to ask about yet: Moodlark has to listen to your music first.</source>
            <translation>现在还没有可问的：Moodlark 得先听听你的音乐。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Where do you feel it? Tap the plane, or choose a word.</source>
            <translation>你感受到的是哪里？点一下心情图，或选一个词。</translation>
        </message>
        <message>
            <source>{count} other track has another mood now.</source>
            <translation>另有 {count} 首歌换了心情。</translation>
        </message>
        <message>
            <source>{count} other tracks have another mood now.</source>
            <translation>另有 {count} 首歌换了心情。</translation>
        </message>
        <message>
            <source>{number} of {total}</source>
            <translation>第 {number} 段，共 {total} 段</translation>
        </message>
    </context>
    <context>
        <name>Training</name>
        <message>
            <source>It is empty, but other felt emotions are given.</source>
            <translation>此处为空，但给出了其他感受到的情绪。</translation>
        </message>
        <message>
            <source>It is empty.</source>
            <translation>此处为空。</translation>
        </message>
        <message>
            <source>Line {line} of {file} is not userID, artistID and a number above 0, with tabs between them.</source>
            <translation>{file} 的第 {line} 行不是以制表符分隔的 userID、artistID 和大于 0 的数。</translation>
        </message>
        <message>
            <source>No user in the file is left to judge: the factors were trained on all of them. With --include-trained-users they are judged all the same, with --folds by factors trained without them.</source>
            <translation>文件里没有可评估的用户：他们全都参与过训练。加上 --include-trained-users 仍可评估，加上 --folds 则用没有他们参与训练的数据来评估。</translation>
        </message>
        <message>
            <source>No user to judge has two artists: one is left out, the rest says who they are.</source>
            <translation>没有可评判的用户听过两位艺人：要留出一位，其余的用来了解该用户。</translation>
        </message>
        <message>
            <source>The name of the clip is missing.</source>
            <translation>缺少片段的文件名。</translation>
        </message>
        <message>
            <source>The row has more cells than there are columns; a text with a comma needs quotes.</source>
            <translation>这一行的单元格比列数多；含逗号的文字需要加引号。</translation>
        </message>
        <message>
            <source>The table of folds puts the group {group} into two folds; training and test would share it.</source>
            <translation>分折表把分组 {group} 放进了两个折；训练和测试会共用它。</translation>
        </message>
        <message>
            <source>There are too few people to learn from: an artist needs {count} listeners.</source>
            <translation>可供学习的人太少：每位艺人至少要有 {count} 位听众。</translation>
        </message>
        <message>
            <source>There is no {file} in {folder}.</source>
            <translation>{folder} 里没有 {file}。</translation>
        </message>
        <message>
            <source>This Moodlark comes without artist factors.</source>
            <translation>这一份 Moodlark 不带歌手关联数据。</translation>
        </message>
        <message>
            <source>nearly silent ({level} dB)</source>
            <translation>几乎无声（{level} dB）</translation>
        </message>
        <message>
            <source>no clip is listed in a {file} there or in a folder of it.</source>
            <translation>该文件夹及其子文件夹的 {file} 中都没有列出任何片段。</translation>
        </message>
        <message>
            <source>only {seconds} s long</source>
            <translation>只有 {seconds} 秒长</translation>
        </message>
        <message>
            <source>silent</source>
            <translation>无声</translation>
        </message>
        <message>
            <source>the same recording for {seconds} s ({percent} % of its fingerprint differs)</source>
            <translation>有 {seconds} 秒是同一录音（指纹相差 {percent}%）</translation>
        </message>
        <message>
            <source>the same sound</source>
            <translation>声音完全相同</translation>
        </message>
        <message>
            <source>the same sound and labels as {name}</source>
            <translation>声音和标签与 {name} 相同</translation>
        </message>
        <message>
            <source>{file} cannot be read as a table (CSV, UTF-8): {reason}</source>
            <translation>无法将 {file} 作为表格（CSV，UTF-8）读取：{reason}</translation>
        </message>
        <message>
            <source>{file}, row 1: there is no column {column}.</source>
            <translation>{file}，第 1 行：没有 {column} 列。</translation>
        </message>
        <message>
            <source>{file}, row {row}, column {column}: {reason}</source>
            <translation>{file}，第 {row} 行，{column} 列：{reason}</translation>
        </message>
        <message>
            <source>{name} is listed twice.</source>
            <translation>{name} 被列出了两次。</translation>
        </message>
        <message>
            <source>{text} is less than {low}.</source>
            <translation>{text} 小于 {low}。</translation>
        </message>
        <message>
            <source>{text} is not between {low} and {high}.</source>
            <translation>{text} 不在 {low} 到 {high} 之间。</translation>
        </message>
        <message>
            <source>“{text}” is not a number.</source>
            <translation>“{text}”不是数字。</translation>
        </message>
        <message>
            <source>“{text}” is not a whole number.</source>
            <translation>“{text}”不是整数。</translation>
        </message>
        <message>
            <source>“{text}” is not inside the folder of the table.</source>
            <translation>“{text}”不在该表所在的文件夹内。</translation>
        </message>
    </context>
    <context>
        <name>Transport</name>
        <message>
            <source>Favourite</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>Mood and queue</source>
            <translation>情绪与队列</translation>
        </message>
        <message>
            <source>Mute</source>
            <translation>静音</translation>
        </message>
        <message>
            <source>Muted; volume {percent} %</source>
            <translation>已静音；音量 {percent}%</translation>
        </message>
        <message>
            <source>Next track</source>
            <translation>下一首</translation>
        </message>
        <message>
            <source>Nothing is playing</source>
            <translation>当前没有播放</translation>
        </message>
        <message>
            <source>Nothing is playing.</source>
            <translation>当前没有播放。</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Position in the track</source>
            <translation>播放进度</translation>
        </message>
        <message>
            <source>Previous track</source>
            <translation>上一首</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>The passage from {start} to {end} decided the mood.</source>
            <translation>{start} 到 {end} 这一段决定了情绪。</translation>
        </message>
        <message>
            <source>The passage that decided the mood</source>
            <translation>决定情绪的段落</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>音量</translation>
        </message>
        <message>
            <source>Volume {percent} %</source>
            <translation>音量 {percent}%</translation>
        </message>
        <message>
            <source>mood not known yet</source>
            <translation>情绪尚不清楚</translation>
        </message>
        <message>
            <source>{position} of {length}. The arrow keys seek.</source>
            <translation>{position}，共 {length}。用方向键快进、快退。</translation>
        </message>
    </context>
    <context>
        <name>Why</name>
        <message>
            <source>A better file of the same song is offered in its place.</source>
            <translation>同一首歌有更好的文件，会选那一个。</translation>
        </message>
        <message>
            <source>Another version of the song stands in the queue, or was just heard.</source>
            <translation>队列里已有这首歌的另一个版本，或者刚听过。</translation>
        </message>
        <message>
            <source>It is not known yet how it feels.</source>
            <translation>还不知道它是什么心情。</translation>
        </message>
        <message>
            <source>It lies below the floor you set.</source>
            <translation>它低于你设的下限。</translation>
        </message>
        <message>
            <source>Its file is not there, or cannot be read.</source>
            <translation>文件不在，或无法读取。</translation>
        </message>
        <message>
            <source>Its mood is not the one you asked for.</source>
            <translation>它的心情不是你要的。</translation>
        </message>
        <message>
            <source>Its mood is unsure, and a mood was asked for.</source>
            <translation>你要了某种心情，但它的心情不确定。</translation>
        </message>
        <message>
            <source>Its style is not the one you asked for.</source>
            <translation>它的风格不是你要的。</translation>
        </message>
        <message>
            <source>The artist was heard within the last {count} tracks.</source>
            <translation>最近 {count} 首里已经有这位艺人。</translation>
        </message>
        <message>
            <source>The song was heard within the last {hours} hours.</source>
            <translation>最近 {hours} 小时内听过这首歌。</translation>
        </message>
        <message>
            <source>You left it out this time.</source>
            <translation>你这次排除了它。</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>A journey from one mood to another</source>
            <translation>从一种情绪走到另一种情绪</translation>
        </message>
        <message>
            <source>A livelier or a quieter queue</source>
            <translation>让接下来的歌更热烈或更安静</translation>
        </message>
        <message>
            <source>A word to keep out: live, remix</source>
            <translation>要排除的词：伴奏、现场</translation>
        </message>
        <message>
            <source>Add music folder</source>
            <translation>添加音乐文件夹</translation>
        </message>
        <message>
            <source>Add to favourites</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>Add to favourites, or take out</source>
            <translation>收藏或取消收藏</translation>
        </message>
        <message>
            <source>Add to queue</source>
            <translation>加入播放队列</translation>
        </message>
        <message>
            <source>Adds a few short pieces that come with Moodlark</source>
            <translation>添加几段 Moodlark 自带的小曲</translation>
        </message>
        <message>
            <source>Album</source>
            <translation>专辑</translation>
        </message>
        <message>
            <source>Albums</source>
            <translation>专辑</translation>
        </message>
        <message>
            <source>All music</source>
            <translation>全部音乐</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>总是</translation>
        </message>
        <message>
            <source>Another Moodlark (process {pid}) is working on this library. It opens here by itself as soon as that one has finished.</source>
            <translation>另一个 Moodlark（进程 {pid}）正在使用这个音乐库。等它结束后，音乐库会在这里自动打开。</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>歌手</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Choose a folder to keep out of mood queues</source>
            <translation>选择不进入情绪队列的文件夹</translation>
        </message>
        <message>
            <source>Choose your music folder</source>
            <translation>选择音乐文件夹</translation>
        </message>
        <message>
            <source>Christmas and other seasons</source>
            <translation>圣诞等节日歌曲</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭这条消息</translation>
        </message>
        <message>
            <source>Compact rows</source>
            <translation>紧凑显示</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Enter plays, the menu key shows what else can be done</source>
            <translation>按回车播放，按菜单键查看更多操作</translation>
        </message>
        <message>
            <source>Everything that steers the queue</source>
            <translation>调整接下来的歌</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>Files that could not be used</source>
            <translation>用不了的文件</translation>
        </message>
        <message>
            <source>Forget {folder}</source>
            <translation>移除 {folder}</translation>
        </message>
        <message>
            <source>Go on listening to your music</source>
            <translation>继续听你的音乐</translation>
        </message>
        <message>
            <source>Hour-long mixes and whole albums</source>
            <translation>超长混音与整张专辑</translation>
        </message>
        <message>
            <source>In a private session nothing is kept, not even how you feel.</source>
            <translation>私密模式下什么都不会保存，包括你的感受。</translation>
        </message>
        <message>
            <source>It is tried again after {when}.</source>
            <translation>{when} 之后会再试一次。</translation>
        </message>
        <message>
            <source>Keep a folder out…</source>
            <translation>排除文件夹…</translation>
        </message>
        <message>
            <source>Keep {what} out no more</source>
            <translation>不再排除 {what}</translation>
        </message>
        <message>
            <source>Kept out of mood queues</source>
            <translation>不进入情绪队列的曲目</translation>
        </message>
        <message>
            <source>Kept out of mood queues. {reason}</source>
            <translation>不进入情绪队列。{reason}</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>音乐库</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Listening is paused</source>
            <translation>已暂停听歌</translation>
        </message>
        <message>
            <source>Listening progress</source>
            <translation>听歌进度</translation>
        </message>
        <message>
            <source>Listening to your music</source>
            <translation>正在听你的音乐</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>Look for new music</source>
            <translation>查找新音乐</translation>
        </message>
        <message>
            <source>Looked for in titles, artists, albums and genres. What you always play stays in.</source>
            <translation>在标题、艺人、专辑和流派里查找。你选了“总是播放”的曲目仍会播放。</translation>
        </message>
        <message>
            <source>Looking for music: {count} file</source>
            <translation>正在找音乐：{count} 个文件</translation>
        </message>
        <message>
            <source>Looking for music: {count} files</source>
            <translation>正在找音乐：{count} 个文件</translation>
        </message>
        <message>
            <source>Looks in titles, artists, albums and genres</source>
            <translation>在歌名、歌手、专辑和流派中查找</translation>
        </message>
        <message>
            <source>Mood</source>
            <translation>情绪</translation>
        </message>
        <message>
            <source>Mood queues leave nothing out.</source>
            <translation>目前没有被情绪队列排除的曲目。</translation>
        </message>
        <message>
            <source>Moodlark is already open (process {pid}) but does not answer. If it stays like that, end that process; the library then opens here by itself.</source>
            <translation>Moodlark 已经打开（进程 {pid}），但没有响应。如果一直这样，请结束该进程，音乐库随后会在这里自动打开。</translation>
        </message>
        <message>
            <source>Moodlark listens to your music on this computer, learns how each track feels, and keeps a queue that follows the mood you pick.</source>
            <translation>Moodlark 就在这台电脑上听你的音乐，听懂每首歌的情绪，再按你选的心情排好播放队列。</translation>
        </message>
        <message>
            <source>Moods</source>
            <translation>情绪</translation>
        </message>
        <message>
            <source>More like this mood</source>
            <translation>多来点这种感觉的</translation>
        </message>
        <message>
            <source>Music folders</source>
            <translation>音乐文件夹</translation>
        </message>
        <message>
            <source>Music that follows your mood</source>
            <translation>让音乐跟着心情走</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>从不</translation>
        </message>
        <message>
            <source>No favourites yet</source>
            <translation>还没有收藏</translation>
        </message>
        <message>
            <source>No mood stands out; nothing is made up.</source>
            <translation>听不出明显的情绪，也就不乱猜。</translation>
        </message>
        <message>
            <source>No rating</source>
            <translation>不评分</translation>
        </message>
        <message>
            <source>No tracks here yet</source>
            <translation>这里还没有歌曲</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>On the mood plane: correct where the playing track is</source>
            <translation>在心情图上：更正正在播放的歌的位置</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>Pause listening to your music</source>
            <translation>先别听我的音乐</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Play in mood queues</source>
            <translation>在情绪队列中播放</translation>
        </message>
        <message>
            <source>Play next</source>
            <translation>下一首播放</translation>
        </message>
        <message>
            <source>Play now</source>
            <translation>立即播放</translation>
        </message>
        <message>
            <source>Play or pause</source>
            <translation>播放或暂停</translation>
        </message>
        <message>
            <source>Plays what is shown, in order</source>
            <translation>按顺序播放当前列表</translation>
        </message>
        <message>
            <source>Press F on a track, or click its heart.</source>
            <translation>选中歌曲按 F，或者点一下它的红心。</translation>
        </message>
        <message>
            <source>Previous or next track</source>
            <translation>上一首或下一首</translation>
        </message>
        <message>
            <source>Radio</source>
            <translation>电台</translation>
        </message>
        <message>
            <source>Rate the chosen tracks</source>
            <translation>给选中的歌曲评分</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Reading titles and covers</source>
            <translation>正在读取歌名和封面</translation>
        </message>
        <message>
            <source>Remove from favourites</source>
            <translation>取消收藏</translation>
        </message>
        <message>
            <source>Say how you feel, or what you want to hear</source>
            <translation>说说你的心情，或者想听什么</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Shift+arrows</source>
            <translation>Shift+方向键</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>打开所在文件夹</translation>
        </message>
        <message>
            <source>Show names</source>
            <translation>展开侧栏</translation>
        </message>
        <message>
            <source>Show only icons</source>
            <translation>只显示图标</translation>
        </message>
        <message>
            <source>Show the playing track</source>
            <translation>定位到正在播放的歌曲</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Spoken word and audiobooks</source>
            <translation>语音节目与有声书</translation>
        </message>
        <message>
            <source>Stop looking for music; next time it goes on from here</source>
            <translation>停止查找音乐；下次从这里继续</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>Take back the last change: of the queue, a rating, a correction</source>
            <translation>撤销上一次改动：队列、评分或更正</translation>
        </message>
        <message>
            <source>Ten seconds back or on</source>
            <translation>后退或前进十秒</translation>
        </message>
        <message>
            <source>There is no sound output, so nothing can be heard.</source>
            <translation>没有可用的声音输出，所以听不到声音。</translation>
        </message>
        <message>
            <source>They appear as Moodlark listens to your music.</source>
            <translation>Moodlark 听完你的音乐，它们就会出现。</translation>
        </message>
        <message>
            <source>They are gone</source>
            <translation>它们确实不在了</translation>
        </message>
        <message>
            <source>This list</source>
            <translation>显示这份列表</translation>
        </message>
        <message>
            <source>To the mood picker</source>
            <translation>转到情绪选择</translation>
        </message>
        <message>
            <source>To the queue</source>
            <translation>转到播放队列</translation>
        </message>
        <message>
            <source>Track</source>
            <translation>歌曲</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>歌曲列表</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Try fewer letters, or another view.</source>
            <translation>少输入几个字，或者换个列表试试。</translation>
        </message>
        <message>
            <source>Try the demo</source>
            <translation>先试试演示音乐</translation>
        </message>
        <message>
            <source>Unsure</source>
            <translation>拿不准</translation>
        </message>
        <message>
            <source>Various artists</source>
            <translation>群星</translation>
        </message>
        <message>
            <source>Watch for changes</source>
            <translation>留意文件变动</translation>
        </message>
        <message>
            <source>Why the playing track is here</source>
            <translation>为什么播放这首歌</translation>
        </message>
        <message>
            <source>Words to keep out of mood queues</source>
            <translation>不进入情绪队列的词</translation>
        </message>
        <message>
            <source>You can also drop a folder onto this window.</source>
            <translation>也可以把文件夹直接拖进窗口。</translation>
        </message>
        <message>
            <source>You put it here</source>
            <translation>你自己加的</translation>
        </message>
        <message>
            <source>about {hours} h left</source>
            <translation>大约还要 {hours} 小时</translation>
        </message>
        <message>
            <source>about {minutes} min left</source>
            <translation>大约还要 {minutes} 分钟</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>还有 {count} 首</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>读不了</translation>
        </message>
        <message>
            <source>favourite</source>
            <translation>已收藏</translation>
        </message>
        <message>
            <source>fitting key</source>
            <translation>调性相合</translation>
        </message>
        <message>
            <source>less than a minute left</source>
            <translation>不到一分钟就好</translation>
        </message>
        <message>
            <source>matching tempo</source>
            <translation>速度合拍</translation>
        </message>
        <message>
            <source>similar energy</source>
            <translation>劲头相当</translation>
        </message>
        <message>
            <source>similar sound</source>
            <translation>听感相近</translation>
        </message>
        <message>
            <source>still played</source>
            <translation>仍会播放</translation>
        </message>
        <message>
            <source>the style you asked for</source>
            <translation>正是你要的风格</translation>
        </message>
        <message>
            <source>unsure</source>
            <translation>拿不准</translation>
        </message>
        <message>
            <source>{count} file could not be used</source>
            <translation>{count} 个文件用不了</translation>
        </message>
        <message>
            <source>{count} files could not be used</source>
            <translation>{count} 个文件用不了</translation>
        </message>
        <message>
            <source>{count} star</source>
            <translation>{count} 星</translation>
        </message>
        <message>
            <source>{count} stars</source>
            <translation>{count} 星</translation>
        </message>
        <message>
            <source>{count} track</source>
            <translation>{count} 首</translation>
        </message>
        <message>
            <source>{count} track kept out of mood queues</source>
            <translation>{count} 首曲目不进入情绪队列</translation>
        </message>
        <message>
            <source>{count} track listened to</source>
            <translation>已听过 {count} 首</translation>
        </message>
        <message>
            <source>{count} tracks</source>
            <translation>{count} 首</translation>
        </message>
        <message>
            <source>{count} tracks kept out of mood queues</source>
            <translation>{count} 首曲目不进入情绪队列</translation>
        </message>
        <message>
            <source>{count} tracks listened to</source>
            <translation>已听过 {count} 首</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} / {total}</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} 小时 {minutes} 分钟</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} 分钟</translation>
        </message>
        <message>
            <source>{rate} per second</source>
            <translation>每秒 {rate} 首</translation>
        </message>
    </context>
</TS>
